internal import Tensors

/// How much images differ from each other in their pixels.
///
/// Two numbers in shares of the range from black to white: the standard deviation of a pixel over the images,
/// as a mean of all pixels (of MNIST's .19, of Fashion-MNIST's .27), and the mean Euclidean distance of two
/// images (of MNIST's 10). They fall to 0 where all images become one, and need no judge; Borji, "Pros and
/// cons of GAN evaluation measures", 2019, has measures of this kind.
package struct PixelDiversity: Sendable {
  /// The first images, on whose pairs the distance is taken: more would hardly move it.
  package static let pairedImages = 256

  private var sums: PixelSums
  private var paired: [UInt8] = []

  /// - Parameter imageSize: the bytes of an image.
  package init(imageSize: Int) {
    sums = PixelSums(imageSize: imageSize)
  }

  /// Takes in 8-bit images, one behind the other.
  package mutating func add(_ pixels: [UInt8]) {
    sums.add(pixels)
    let missing = Self.pairedImages * sums.imageSize - paired.count
    if missing > 0 { paired += pixels.prefix(missing) }
  }

  /// The number of images.
  package var count: Int { sums.count }

  /// `√(Σ (x − x̄)² / n)` of a pixel over the images, as a mean of all pixels; 0 where there are no images.
  package var deviation: Double {
    guard count > 0 else { return 0 }
    let deviations = zip(sums.sums, sums.squares).map { sum, square -> Double in
      let mean = Double(sum) / Double(count)
      return max(0, Double(square) / Double(count) - mean * mean).squareRoot()
    }
    return deviations.reduce(0, +) / Double(deviations.count) / 255
  }

  /// The mean of `|a − b|` over all pairs of different images; 0 where there are fewer than two.
  package var pairwiseDistance: Double {
    let (size, images) = (sums.imageSize, paired.count / sums.imageSize)
    guard images > 1 else { return 0 }
    let scalars = Tensor([images, size], scalars: paired.map { Float($0) / 255 })
    let rows = DistanceRows(scalars, origin: DistanceRows.origin(of: scalars))
    let distances = rows.squaredDistances(to: rows).scalars
    var sum = 0.0
    for first in 1..<images {
      for second in 0..<first {
        sum += Double(distances[first * images + second]).squareRoot()
      }
    }
    return sum / Double(images * (images - 1) / 2)
  }
}
