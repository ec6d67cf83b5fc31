package import Datasets
package import Session
package import Tensors

/// The real images of a run as its judge sees them, beside which generated ones are read.
package struct JudgeReference: Sendable {
  /// What the metrics compare with.
  package let quality: QualityReference
  /// The features of the run's own images, `[images, 64]`, in their order.
  package let trainingFeatures: Tensor
  /// The mean distance of real images in groups of `floorCount`, times that number.
  private let bias: Double

  /// How many images a group has with which the floor is measured, and how many groups.
  private static let (floorCount, floorGroups) = (500, 8)

  /// - Parameters:
  ///   - distribution: what the run's images are drawn from: those of its classes, without a limit.
  ///   - images: the run's own images.
  package init(_ judge: Judge, distribution: ImageDataset, images: ImageDataset) {
    let opinions = judge.opinions(of: distribution)
    let training =
      images == distribution ? opinions.features : judge.opinions(of: images).features
    trainingFeatures = training
    quality = QualityReference(opinions: opinions, of: distribution, training: training)
    bias = Self.bias(of: opinions.features, beside: quality)
  }

  /// What real images themselves get.
  package var description: JudgeDescription.Reference { quality.description }

  /// The Fréchet distance to the real images that as many real images get on average.
  ///
  /// The bias of an estimate from N images is nearly proportional to 1/N (Chong and Forsyth, "Effectively
  /// unbiased FID and Inception score", 2020).
  package func floor(count: Int) -> Double { count > 0 ? bias / Double(count) : 0 }

  private static func bias(of features: Tensor, beside quality: QualityReference) -> Double {
    let count = min(floorCount, features.shape[0] / 2)
    guard count > 0 else { return 0 }
    var random = RandomStream(seed: 0, purpose: .order, part: "floor")
    let distances = (0..<floorGroups).map { _ in
      let places = (0..<count).map { _ in random.next(below: features.shape[0]) }
      return quality.frechet.distance(of: FeatureMoments(features.samples(at: places)))
    }
    return distances.reduce(0, +) / Double(floorGroups) * Double(count)
  }
}
