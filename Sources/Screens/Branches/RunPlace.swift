internal import Session

/// A batch of a run, by the branch that trained it.
struct RunPlace: Sendable, Equatable {
  let branch: RunBranch
  let epoch: Int
  let step: Int

  /// The batch in words, without the branch.
  var moment: String { step == 0 ? "the start" : "batch \(step)" }
}
