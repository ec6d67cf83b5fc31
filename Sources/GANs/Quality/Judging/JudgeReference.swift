package import Datasets
package import Session
package import Tensors

/// The real images of a run as its judge sees them, beside which generated ones are read.
package struct JudgeReference: Sendable {
  /// What each metric needs of the real images.
  package let quality: QualityReference
  /// The features of the run's own images, `[images, 64]`, in their order.
  package let trainingFeatures: Tensor
  private let floor: DistanceFloor

  /// - Parameters:
  ///   - opinions: the judge's on all images of the distribution, in their order.
  ///   - distribution: what the run's images are drawn from: those of its classes, without a limit.
  ///   - images: the run's own images, the first ones of the distribution.
  package init(_ opinions: JudgeOpinions, on distribution: ImageDataset, images: ImageDataset) {
    let features = opinions.features
    trainingFeatures =
      images.count < features.shape[0] ? features.samples(0..<images.count) : features
    quality = QualityReference(opinions: opinions, of: distribution, training: trainingFeatures)
    floor = DistanceFloor(of: features, to: quality.frechet)
  }

  /// What real images themselves get.
  package var description: JudgeDescription.Reference { quality.description }

  /// The Fréchet distance to the real images that as many real images get on average; see
  /// `DistanceFloor`.
  package func floor(count: Int) -> Double { floor.distance(of: count) }
}
