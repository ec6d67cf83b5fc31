package import Datasets
package import Tensors

// Gradients by images, `[count, row, column, channel]`, made visible.
extension Tensor {
  /// Of each pixel of each image what its brightness changes, the sum over its channels: from -127 to
  /// 127, the greatest in its image, or 0 where all is 0.
  ///
  /// What is not a finite number becomes 0.
  package func brightnessSlopes() -> [Int8] {
    let (channels, image) = (shape[3], shape[1] * shape[2])
    let scalars = scalars
    let sums = stride(from: 0, to: scalars.count, by: channels).map { pixel in
      let sum = scalars[pixel..<pixel + channels].reduce(0, +)
      return sum.isFinite ? sum : 0
    }
    return stride(from: 0, to: sums.count, by: image).flatMap { start -> [Int8] in
      let sums = sums[start..<start + image]
      let greatest = sums.reduce(0) { max($0, abs($1)) }
      return sums.map { greatest > 0 ? Int8(($0 / greatest * 127).rounded()) : 0 }
    }
  }

  /// These images moved against a gradient, each by the same distance: the root of the mean square of
  /// its pixels' moves is so many grey levels of 256.
  ///
  /// A pixel at an end of the range that would leave it stays and is not counted, so that most of the
  /// way is not lost on a black background; a pixel that gets there on its way stops there. An image
  /// whose gradient is 0, or no number, stays where it is.
  package func moved(against gradient: Tensor, greyLevels: Float, in range: PixelRange) -> Tensor {
    precondition(gradient.shape == shape)
    let bounds = range.bounds
    var (moved, move) = (self, gradient)
    unsafe move.withUnsafeMutableBufferPointer { slopes in
      unsafe withUnsafeBufferPointer { scalars in
        for index in slopes.indices {
          let (scalar, slope) = unsafe (scalars[index], slopes[index])
          let isStuck = slope > 0 ? scalar <= bounds.lowerBound : scalar >= bounds.upperBound
          if isStuck { unsafe slopes[index] = 0 }
        }
      }
    }
    let size = Double(shape.sample.count)
    let factors = move.sampleSquareSums().map { sum -> Float in
      let factor = Double(greyLevels * range.greyLevel) / (sum / size).squareRoot()
      return factor.isFinite ? Float(-factor) : 0
    }
    move.scaleSamples(by: factors)
    moved.add(move)
    unsafe moved.withUnsafeMutableBufferPointer { scalars in
      for index in scalars.indices {
        unsafe scalars[index] = min(max(scalars[index], bounds.lowerBound), bounds.upperBound)
      }
    }
    return moved
  }
}
