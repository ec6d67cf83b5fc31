package import Datasets
package import RunStore
import Session

extension JudgeMaterial {
  /// The real images of a run on disk: those that it was trained on, and those of its data set.
  ///
  /// - Throws: that they are gone, or others than those that the run was trained on.
  package init(
    of record: RunRecord, in catalogue: DatasetCatalogue
  ) throws {
    guard let settings = record.settings else {
      throw RunStoreError(
        .badData,
        "\(record.description.run): an earlier ganscope made this run and did not note its data set"
      )
    }
    let images = try catalogue.load(settings.dataset, limit: settings.limit)
    guard images.imagesSHA256 == record.description.imagesSHA256 else {
      throw RunStoreError(
        .badData,
        "\(settings.dataset): these are not the images that the run \(record.description.run) was "
          + "trained on: they have changed since")
    }
    try self.init(of: settings.dataset, images: images, in: catalogue)
  }
}
