import Configuration
import Datasets
import Foundation
import GANs
import RunStore
import Session
import Training

/// The judges of runs on disk, from the user's cache or made anew.
struct RunJudges {
  private let cache = JudgeCache(folder: UserFolders().cache + "/judges")

  /// The judge of a run's data set beside the run's real images.
  ///
  /// - Parameter progress: told the share that is done, 0 to 1; whatever it throws ends the work.
  /// - Throws: also that the images are gone, or others than those that it was trained on.
  func panel(of record: RunRecord, progress: (Double) throws -> Void) throws -> JudgePanel {
    let catalogue = try DatasetCatalogue(
      searchPath: DatasetSearchPath(
        dataDirectory: record.settings?.dataDirectory,
        environment: ProcessInfo.processInfo.environment))
    let material = try JudgeMaterial(of: record, in: catalogue)
    return try JudgeMaker(cache: cache).make(of: material, progress: progress).panel
  }
}
