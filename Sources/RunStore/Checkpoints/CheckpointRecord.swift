import GRDB

/// What a run's database says of one checkpoint.
package struct CheckpointRecord: Sendable, Hashable {
  let id: Int
  /// The number of the branch that was trained.
  package let branch: Int
  package let epoch: Int
  /// The last batch within the run.
  package let step: Int
  package let reason: Checkpoint.Reason
  /// The file's name in the folder of checkpoints; nil once it was thrown away to keep the budget.
  package let file: String?
  package let byteCount: Int
  package let weightsSHA256: String
}

extension CheckpointRecord {
  static let selection = """
    SELECT id, branch, epoch, step, reason, file, bytes, weights_sha256 FROM checkpoint ORDER BY id
    """

  init(row: Row) throws {
    let reason: String = try row.value("reason")
    guard let reason = Checkpoint.Reason(rawValue: reason) else {
      throw RunStoreError(.badData, "the reason '\(reason.prefix(40))' of a checkpoint is unknown")
    }
    let file: String? = try row.optionalValue("file")
    if let file, !CheckpointFolder.isName(file) {
      throw RunStoreError(.badData, "a checkpoint cannot be the file '\(file.prefix(40))'")
    }
    self.init(
      id: try row.count("id"), branch: try row.count("branch"), epoch: try row.count("epoch"),
      step: try row.count("step"), reason: reason, file: file, byteCount: try row.count("bytes"),
      weightsSHA256: try row.value("weights_sha256"))
  }
}
