package import Session

extension RunReader {
  /// The batches on the line to a branch after which a checkpoint is kept, in their order.
  package func keptSteps(onLineOf branch: RunBranch) throws(RunStoreError) -> [Int] {
    let ancestry = try RunAncestry(branches())
    let files = CheckpointFolder(directory)
    return try checkpoints().filter { checkpoint in
      files.holds(checkpoint)
        && ancestry.line(to: branch.number, hasStep: checkpoint.step, of: checkpoint.branch)
    }.map(\.step).sorted()
  }
}
