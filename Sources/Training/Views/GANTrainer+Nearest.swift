internal import Datasets
internal import GANs
internal import Session
internal import Tensors

extension GANTrainer {
  /// The first fixed samples, each with the image of the training that is nearest to it.
  func nearestImages() -> SampleView {
    let samples = firstFakes
    let nearest = images.nearest(to: samples)
    let range = gan.recipe.pixels.bounds.upperBound - gan.recipe.pixels.bounds.lowerBound
    let scalars = Float(run.format.byteCount)
    var view = view(.nearestImages, of: samples)
    view.nearestPixels = gan.recipe.pixels.pixels(of: images.images(at: nearest.map(\.index)))
    view.nearestDistances = nearest.map { found in
      // What diverged is as far from anything as can be.
      let share = (found.squaredDistance / scalars).squareRoot() / range
      return share <= 1 ? share : 1
    }
    return view
  }
}

extension TrainingImages {
  /// How many images are compared at a time: few megabytes of them.
  private static let blockCount = 500

  /// For each of some images the place of the nearest one in the data set, the first of several, and the
  /// sum of the squares of all differences.
  fileprivate func nearest(to samples: Tensor) -> [(index: Int, squaredDistance: Float)] {
    let size = samples.shape.sample.count
    var nearest = [(index: Int, squaredDistance: Float)](
      repeating: (0, .infinity), count: samples.shape.extents[0])
    for start in stride(from: 0, to: count, by: Self.blockCount) {
      let block = images(at: start..<min(start + Self.blockCount, count))
      unsafe samples.withUnsafeBufferPointer { samples in
        unsafe block.withUnsafeBufferPointer { block in
          for place in 0..<block.count / size {
            let image = block.extracting(place * size..<(place + 1) * size)
            for index in nearest.indices {
              let sample = samples.extracting(index * size..<(index + 1) * size)
              let distance = unsafe squaredDistance(sample, image)
              if distance < nearest[index].squaredDistance {
                nearest[index] = (start + place, distance)
              }
            }
          }
        }
      }
    }
    return nearest
  }
}

/// The sum of the squares of the differences, in eight sums that are added at the end.
private func squaredDistance(
  _ one: UnsafeBufferPointer<Float>, _ other: UnsafeBufferPointer<Float>
) -> Float {
  var sums = SIMD8<Float>(repeating: 0)
  var place = 0
  while place + 8 <= one.count {
    var difference = SIMD8<Float>()
    for lane in 0..<8 {
      difference[lane] = unsafe one[place + lane] - other[place + lane]
    }
    sums += difference * difference
    place += 8
  }
  var sum = sums.sum()
  while place < one.count {
    let difference = unsafe one[place] - other[place]
    sum += difference * difference
    place += 1
  }
  return sum
}
