import Session

/// How the branches of a run hang together.
struct RunAncestry: Sendable {
  /// A part of a line: the batches of one branch up to a step.
  struct Part: Hashable {
    let branch: Int
    /// The last batch that belongs to it; nil for no end.
    let lastStep: Int?
  }

  private let branches: [Int: RunBranch]

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
    self.branches = Dictionary(branches.map { ($0.number, $0) }) { first, _ in first }
  }

  /// The parts of the line that ends with a branch, that branch itself first.
  func parts(ofLineTo number: Int) -> [Part] {
    var parts = [Part(branch: number, lastStep: nil)]
    var (branch, lastStep) = (branches[number], Int.max)
    while let origin = branch?.origin {
      lastStep = min(lastStep, origin.step)
      parts.append(Part(branch: origin.branch, lastStep: lastStep))
      branch = branches[origin.branch]
    }
    return parts
  }

  /// Whether a batch that was trained on a branch is on the line to another one.
  func line(to number: Int, hasStep step: Int, of branch: Int) -> Bool {
    parts(ofLineTo: number).contains { $0.branch == branch && step <= $0.lastStep ?? .max }
  }

  /// The nearest of some checkpoints at or before a batch of a line.
  func nearest(
    of checkpoints: [CheckpointRecord], onLineTo number: Int, atOrBefore step: Int
  ) -> CheckpointRecord? {
    checkpoints
      .filter { checkpoint in
        checkpoint.file != nil && checkpoint.step <= step
          && line(to: number, hasStep: checkpoint.step, of: checkpoint.branch)
      }
      .max { ($0.step, $0.id) < ($1.step, $1.id) }
  }
}
