package import RunStore
package import Session

/// A batch of a run after which a checkpoint is kept, so that its generator can be judged.
package struct ScoredMoment: Sendable, Hashable {
  package let epoch: Int
  /// The batch within the run; 0 before the first one.
  package let step: Int
  package let endsEpoch: Bool

  /// Those on the line to a branch, in their order.
  package static func kept(
    _ reader: RunReader, onLineOf branch: RunBranch
  ) throws(RunStoreError) -> [ScoredMoment] {
    let perEpoch = max(1, try reader.overview().record.description.batchesPerEpoch)
    return Set(try reader.keptSteps(onLineOf: branch)).sorted().map { step in
      ScoredMoment(
        epoch: (step + perEpoch - 1) / perEpoch, step: step,
        endsEpoch: step.isMultiple(of: perEpoch))
    }
  }
}
