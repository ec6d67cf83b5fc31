package import GANs
package import Session
import Tensors

/// A judge with all that it needs of a run's real images to read generated ones.
package struct ScoringPanel: Sendable {
  package let judge: Judge
  package let description: JudgeDescription
  private let evaluation: QualityEvaluation
  private let frechet: FrechetDistance
  /// Of all real images, `[images, features]`.
  private let features: Tensor

  /// From so many draws of real images comes what they get on average.
  private static let floorDraws = 8

  /// - Parameter material: the run's real images.
  package init(_ panel: JudgePanel, of material: JudgeMaterial) {
    judge = panel.judge
    let opinions = judge.opinions(of: material.distribution)
    features = opinions.features
    let reference = QualityReference(
      opinions: opinions, of: material.distribution, training: panel.reference.trainingFeatures)
    frechet = reference.frechet
    evaluation = QualityEvaluation(reference)
    description = JudgeDescription(
      fingerprint: judge.fingerprint, dataset: judge.dataset, training: judge.training,
      classNames: judge.classNames, reference: reference.description)
  }

  /// The Fréchet distance that as many real images get on average, by draws that are always the same.
  package func floor(count: Int) -> Double {
    var random = RandomStream(seed: 0, purpose: .order, part: "floor")
    let distances = (0..<Self.floorDraws).map { _ in
      let places = permutation(count: features.shape[0], using: &random).prefix(count)
      return frechet.distance(of: FeatureMoments(features.samples(at: Array(places))))
    }
    return distances.reduce(0, +) / Double(distances.count)
  }

  /// What the judge and the metrics find in images.
  ///
  /// - Returns: nil where that cannot be told by numbers.
  func reading(
    of opinions: JudgeOpinions, pixels: PixelStatistics, at occasion: QualityEvaluation.Occasion,
    floor: Double, comparing comparisons: QualityEvaluation.Comparisons
  ) -> QualityReading? {
    evaluation.reading(
      of: opinions, pixels: pixels, at: occasion, floor: floor, comparing: comparisons)
  }
}
