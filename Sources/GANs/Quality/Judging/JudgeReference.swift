package import Datasets
package import Session
package import Tensors

/// The real images of a run as its judge sees them, beside which generated ones are read.
package struct JudgeReference: Sendable {
  /// What real images themselves get.
  package let description: JudgeDescription.Reference
  /// The features of the run's own images, `[images, 64]`, in their order.
  package let trainingFeatures: Tensor

  /// - Parameters:
  ///   - distribution: what the run's images are drawn from: those of its classes, without a limit.
  ///   - images: the run's own images.
  package init(_ judge: Judge, distribution: ImageDataset, images: ImageDataset) {
    trainingFeatures = judge.opinions(of: images).features
    // The metrics that fill the rest come with the next step.
    description = JudgeDescription.Reference(
      count: distribution.count, trace: 0, classShares: [], classifierScore: nil, precision: 0,
      recall: 0, coverage: 0, pixelDeviation: 0, pairwiseDistance: 0)
  }

  /// The Fréchet distance to the real images that as many real images get on average.
  package func floor(count: Int) -> Double { 0 }
}
