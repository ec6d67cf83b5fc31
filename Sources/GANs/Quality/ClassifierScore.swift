package import Tensors

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// How clearly images belong to classes, and to how many: `exp(mean KL(p(y|x) ‖ p(y)))`.
///
/// `p(y|x)` are the judge's probabilities for one image and `p(y)` their mean over all. From 1, where all
/// images look alike to it or it is sure of none, to the number of classes, where it is sure of each image and
/// the classes are equally frequent. Salimans et al., "Improved techniques for training GANs", 2016, with
/// Inception's classes ("inception score"), there as a mean over ten parts; here over all images at once.
package struct ClassifierScore: Sendable {
  package let value: Double

  /// - Parameter probabilities: `[images, classes]`. Images with a number that is not finite or below 0
  ///   are left out.
  /// - Returns: nil where no image is left.
  package init?(probabilities: Tensor) {
    let classCount = probabilities.shape[1]
    let scalars = probabilities.scalars
    let images = (0..<probabilities.shape[0])
      .map { scalars[$0 * classCount..<($0 + 1) * classCount] }
      .filter { $0.allSatisfy { $0.isFinite && $0 >= 0 } }
    guard !images.isEmpty, classCount > 0 else { return nil }
    var sums = [Double](repeating: 0, count: classCount)
    for image in images {
      for (place, probability) in image.enumerated() { sums[place] += Double(probability) }
    }
    // That of a class that never occurs is infinite, and is never asked for.
    let logarithms = sums.map { log($0 / Double(images.count)) }
    var divergence = 0.0
    for image in images {
      for (place, probability) in image.enumerated() where probability > 0 {
        divergence += Double(probability) * (log(Double(probability)) - logarithms[place])
      }
    }
    let value = exp(divergence / Double(images.count))
    guard value.isFinite else { return nil }
    self.value = max(1, value)
  }
}
