import Session

/// The branches of a run as they stand in its database, found to hang together.
struct RunAncestry: Sendable {
  let tree: BranchTree

  /// - Throws: that a branch leaves one that is not there, or one that is younger.
  init(_ branches: [RunBranch]) throws(RunStoreError) {
    for branch in branches {
      guard let origin = branch.origin else { continue }
      guard origin.branch < branch.number, branches.contains(where: { $0.number == origin.branch })
      else {
        throw RunStoreError(
          .badData, "the branch '\(branch.name.prefix(40))' left a branch that does not exist")
      }
    }
    tree = BranchTree(branches)
  }

  /// The nearest of some checkpoints at or before a batch of a line.
  func nearest(
    of checkpoints: [CheckpointRecord], onLineTo number: Int, atOrBefore step: Int
  ) -> CheckpointRecord? {
    checkpoints
      .filter { checkpoint in
        checkpoint.file != nil && checkpoint.step <= step
          && tree.line(of: number, hasStep: checkpoint.step, trainedOn: checkpoint.branch)
      }
      .max { ($0.step, $0.id) < ($1.step, $1.id) }
  }
}
