package import Session

extension RunReader {
  /// The batches on the line to a branch after which a checkpoint is kept, in their order.
  package func keptSteps(onLineOf branch: RunBranch) throws(RunStoreError) -> [Int] {
    let tree = try RunAncestry(branches()).tree
    let files = CheckpointFolder(directory)
    return try checkpoints().filter { checkpoint in
      files.holds(checkpoint)
        && tree.line(of: branch.number, hasStep: checkpoint.step, trainedOn: checkpoint.branch)
    }.map(\.step).sorted()
  }
}
