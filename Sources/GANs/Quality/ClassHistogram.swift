package import Tensors

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// How many images the judge takes for each class.
package struct ClassHistogram: Sendable, Hashable, Codable {
  /// A class with a greater share of the images counts as present.
  package static let presence = 0.01

  /// One for each class.
  package var counts: [Int]

  package init(counts: [Int]) {
    self.counts = counts
  }

  /// Each image has the class that is most probable, the first of several; it has none where a
  /// probability is no number.
  ///
  /// - Parameter probabilities: `[images, classes]`.
  package init(probabilities: Tensor) {
    let classCount = probabilities.shape[1]
    counts = [Int](repeating: 0, count: classCount)
    let scalars = probabilities.scalars
    for image in 0..<probabilities.shape[0] {
      let row = scalars[image * classCount..<(image + 1) * classCount]
      guard row.allSatisfy(\.isFinite), let greatest = row.indices.max(by: { row[$0] < row[$1] })
      else { continue }
      // `max` gives the last of equal ones.
      let first = row.firstIndex(of: row[greatest]) ?? greatest
      counts[first - row.startIndex] += 1
    }
  }

  /// The number of images with a class.
  package var total: Int { counts.reduce(0, +) }

  /// The share of each class, 0 to 1; zeros where there are no images.
  package var shares: [Double] { counts.map { Double($0) / Double(max(1, total)) } }

  /// The classes with more than a hundredth of the images: of the ten of MNIST a healthy generator has all.
  package var presentClasses: [Int] { shares.indices.filter { shares[$0] > Self.presence } }

  /// How far this histogram is from the real one: the Kullback-Leibler divergence, in nats.
  ///
  /// `Σ p ln(p / q)` over the classes with `p > 0`, where `q` are the real shares: 0 is best, and `ln n` is one
  /// of `n` equally frequent classes alone; nil where either has no images. Kullback and Leibler, "On
  /// information and sufficiency", 1951.
  ///
  /// A class that no real image has counts there as if half an image had it, as the divergence would be
  /// infinite.
  package func divergence(from real: ClassHistogram) -> Double? {
    precondition(counts.count == real.counts.count, "classes of different data sets")
    guard total > 0, real.total > 0 else { return nil }
    let realTotal = Double(real.total)
    let sum = zip(shares, real.counts).reduce(0) { sum, pair in
      let (share, count) = pair
      guard share > 0 else { return sum }
      return sum + share * log(share * realTotal / max(0.5, Double(count)))
    }
    return max(0, sum)
  }
}
