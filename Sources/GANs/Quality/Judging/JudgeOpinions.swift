package import Tensors

/// What a judge makes of some images.
package struct JudgeOpinions: Sendable {
  /// `[images, 64]`, none negative.
  package var features: Tensor
  /// The probability of each class, `[images, classes]`; nil where the judge knows none.
  package var probabilities: Tensor?

  package init(features: Tensor, probabilities: Tensor?) {
    self.features = features
    self.probabilities = probabilities
  }

  /// The number of images.
  package var count: Int { features.shape[0] }

  /// Adds the opinions of the same judge on more images.
  package mutating func append(_ other: JudgeOpinions) {
    self = JudgeOpinions(joining: [self, other])
  }

  /// The opinions of one judge on several parts of the images, in their order; at least one.
  package init(joining parts: [JudgeOpinions]) {
    features = Tensor(joining: parts.map(\.features))
    let probabilities = parts.compactMap(\.probabilities)
    self.probabilities =
      probabilities.count == parts.count ? Tensor(joining: probabilities) : nil
  }

  /// The most probable class of each image; empty where the judge knows none.
  package var classes: [Int] {
    guard let probabilities, probabilities.shape[1] > 0 else { return [] }
    let (scalars, count) = (probabilities.scalars, probabilities.shape[1])
    return stride(from: 0, to: scalars.count, by: count).map { start in
      (0..<count).reduce(0) { scalars[start + $1] > scalars[start + $0] ? $1 : $0 }
    }
  }
}
