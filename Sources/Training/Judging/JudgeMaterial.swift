package import Datasets

/// The images that a run's judge is made from and reads beside.
package struct JudgeMaterial: Sendable {
  /// The whole data set, on which the judge is trained: so all runs of a set have the same judge.
  package let dataset: ImageDataset
  /// Its published test images; nil where there are none.
  package let heldOut: ImageDataset?
  /// What the run's images are drawn from: those of its classes, without a limit.
  package let distribution: ImageDataset
  /// The run's own images.
  package let images: ImageDataset

  package init(
    dataset: ImageDataset, heldOut: ImageDataset?, distribution: ImageDataset,
    images: ImageDataset
  ) {
    self.dataset = dataset
    self.heldOut = heldOut
    self.distribution = distribution
    self.images = images
  }

  /// Loads what is not there yet.
  ///
  /// - Parameters:
  ///   - reference: what the user calls the data set, maybe with classes behind a colon.
  ///   - images: the run's own images; nil for all that the reference means.
  package init(
    of reference: String, images: ImageDataset? = nil, in catalogue: DatasetCatalogue
  ) throws(DatasetError) {
    // Where the run has all of them, the same storage serves for all three.
    let distribution = try catalogue.load(reference)
    let whole = try catalogue.loadAllClasses(of: reference)
    self.distribution = distribution == images ? images ?? distribution : distribution
    dataset = whole.pixels == distribution.pixels ? self.distribution : whole
    self.images = images ?? distribution
    heldOut = Self.heldOut(of: reference, from: whole, in: catalogue)
  }

  /// The published test images; nil where there are none, or the files are the same as for training.
  private static func heldOut(
    of reference: String, from dataset: ImageDataset, in catalogue: DatasetCatalogue
  ) -> ImageDataset? {
    guard dataset.labels != nil,
      let test = try? catalogue.loadAllClasses(of: reference, split: .test),
      test.labels != nil, test.imageShape == dataset.imageShape, test.pixels != dataset.pixels
    else { return nil }
    return test
  }
}
