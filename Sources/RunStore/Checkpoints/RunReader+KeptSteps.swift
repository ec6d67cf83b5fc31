package import Session

extension RunReader {
  /// The batches on the line to a branch after which a checkpoint is kept, in their order.
  package func keptSteps(onLineOf branch: RunBranch) throws(RunStoreError) -> [Int] {
    let parts = try RunAncestry(branches()).parts(ofLineTo: branch.number)
    let files = CheckpointFolder(directory)
    return try checkpoints().filter { checkpoint in
      files.holds(checkpoint)
        && parts.contains {
          $0.branch == checkpoint.branch && checkpoint.step <= $0.lastStep ?? .max
        }
    }.map(\.step).sorted()
  }
}
