package import Datasets
internal import Tensors

/// Some images of a run's training beside as many real ones that it is never shown: a discriminator that
/// knows the former by heart tells them from the latter.
///
/// Both are drawn at random, always the same ones; where labels are known, each image has one of its own
/// class beside it, so that classes make no difference.
package struct HeldOutImages: Sendable {
  /// The most pairs that are drawn: the mean logit of so many images is told to a sixteenth of their
  /// deviation.
  package static let usualCount = 256
  /// Fewer pairs say too little.
  private static let leastCount = 64

  /// The same number of images each.
  let training: ImageDataset
  let heldOut: ImageDataset

  /// - Parameters:
  ///   - images: the run's own images, the first ones of the distribution.
  ///   - distribution: what they are drawn from; those beyond them are never shown.
  ///   - test: published test images, for a run that is shown all others; nil where there are none.
  /// - Returns: nil where too few images are held out.
  package init?(
    besides images: ImageDataset, of distribution: ImageDataset, test: ImageDataset?
  ) {
    let rest = images.count..<max(images.count, distribution.count)
    let others = rest.count < Self.leastCount ? test.map { ($0, 0..<$0.count) } : nil
    let (source, candidates) = others ?? (distribution, rest)
    let pairs = Self.pairs(of: images, and: source, candidates)
    guard pairs.count >= Self.leastCount else { return nil }
    training = images.keeping(pairs.map(\.own))
    heldOut = source.keeping(pairs.map(\.other))
  }

  private static func pairs(
    of images: ImageDataset, and source: ImageDataset, _ candidates: Range<Int>
  ) -> [(own: Int, other: Int)] {
    var stream = RandomStream(seed: 0, purpose: .display, part: "held out")
    let own = permutation(count: images.count, using: &stream)
    let others = permutation(count: candidates.count, using: &stream)
      .map { candidates.lowerBound + $0 }
    guard let labels = images.labels, let otherLabels = source.labels else {
      return Array(zip(own, others).prefix(usualCount)).map { (own: $0, other: $1) }
    }
    var free = Dictionary(grouping: others) { otherLabels[$0] }
    var pairs: [(own: Int, other: Int)] = []
    for index in own where pairs.count < usualCount {
      guard let other = free[labels[index]]?.popLast() else { continue }
      pairs.append((index, other))
    }
    return pairs
  }
}

extension FrozenDiscriminator {
  /// How many images are judged at once, so that memory stays bounded.
  private static let part = 64

  /// The mean logit of the images of the training less that of the held-out ones; nil where it is no
  /// finite number.
  ///
  /// Above 0 it tells them apart, as it can only by heart. A reading comes after 24,000 generated images at
  /// the earliest, so these passes are no more than a hundredth of the discriminator's work.
  package func gap(of images: HeldOutImages, in range: PixelRange) -> Double? {
    let gap = meanLogit(of: images.training, in: range) - meanLogit(of: images.heldOut, in: range)
    return gap.isFinite ? gap : nil
  }

  private func meanLogit(of images: ImageDataset, in range: PixelRange) -> Double {
    var sum = 0.0
    for start in stride(from: 0, to: images.count, by: Self.part) {
      let indices = start..<min(start + Self.part, images.count)
      for logit in logits(of: images.batch(indices: indices, range: range)).scalars {
        sum += Double(logit)
      }
    }
    return sum / Double(images.count)
  }
}
