package import Datasets
package import Session

/// All that a reading needs: the judge of a data set, and what it finds in the real images of a run.
package struct JudgePanel: Sendable {
  package let judge: Judge
  package let reference: JudgeReference
  /// Real images that the run is not shown, beside some that it is; nil where there are none.
  package let heldOut: HeldOutImages?

  /// - Parameters:
  ///   - opinions: the judge's on all images of the distribution, in their order.
  ///   - distribution: what the run's images are drawn from: those of its classes, without a limit.
  ///   - images: the run's own images, the first ones of the distribution.
  ///   - test: published test images; nil where there are none.
  package init(
    _ judge: Judge, _ opinions: JudgeOpinions, on distribution: ImageDataset,
    images: ImageDataset, test: ImageDataset? = nil
  ) {
    self.judge = judge
    reference = JudgeReference(opinions, on: distribution, images: images)
    heldOut = HeldOutImages(besides: images, of: distribution, test: test)
  }

  /// What a run records of it.
  package var description: JudgeDescription {
    JudgeDescription(
      fingerprint: judge.fingerprint, dataset: judge.dataset, training: judge.training,
      classNames: judge.classNames, reference: reference.description)
  }
}
