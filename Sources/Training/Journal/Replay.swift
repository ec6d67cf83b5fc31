package import RunStore
package import Session

/// Trains a run again from its seed, with every knob turn at its batch, and compares what comes out with
/// what is on disk.
package struct Replay {
  /// What was found at one of the run's checkpoints.
  package struct Finding: Sendable {
    package let branch: RunBranch
    package let checkpoint: CheckpointRecord
    /// Of the weights as they came out now.
    package let weightsSHA256: String

    package var isSame: Bool { weightsSHA256 == checkpoint.weightsSHA256 }
  }

  /// What came out in all.
  package struct Outcome: Sendable, Equatable {
    package var batches = 0
    /// The batches whose losses or accuracies came out differently.
    package var differentBatches = 0
    package var checkpoints = 0
    /// The checkpoints whose weights came out differently.
    package var differentCheckpoints = 0

    package var isSame: Bool { differentBatches == 0 && differentCheckpoints == 0 }
  }

  private let lines: [BranchLine]
  private let checkpoints: [CheckpointRecord]

  /// - Parameters:
  ///   - lines: those of all branches of the run.
  ///   - checkpoints: all that were ever written.
  package init(lines: [BranchLine], checkpoints: [CheckpointRecord]) {
    self.lines = lines.sorted { $0.branch.number < $1.branch.number }
    self.checkpoints = checkpoints
  }

  /// Trains the branches again, each from the batch at which it left another.
  ///
  /// - Parameters:
  ///   - wanted: the number of the one branch that is to be trained, as far as it needs others with
  ///     parts of them; nil for all.
  ///   - fresh: a trainer before its first batch, with the knobs with which the run began.
  ///   - found: is told of each checkpoint that was reached.
  ///   - batchTrained: is told of each batch with the number of all; an error that it throws ends the
  ///     work.
  package func run(
    _ wanted: Int? = nil, from fresh: any Trainer, found: (Finding) throws -> Void,
    batchTrained: (_ done: Int, _ of: Int) throws -> Void = { _, _ in }
  ) throws -> Outcome {
    let parts = parts(of: wanted)
    let total = parts.reduce(0) { $0 + $1.lastStep - $1.firstStep }
    var outcome = Outcome()
    var forks: [RunBranch.Origin: any Trainer] = [:]

    for part in parts {
      let branch = part.line.branch
      var start = fresh
      if let origin = branch.origin, let fork = forks[origin] { start = fork }
      func arrive(_ trainer: any Trainer) throws {
        try compare(trainer, branch, &outcome, found)
        for origin in parts.compactMap(\.line.branch.origin)
        where origin.branch == branch.number && origin.step == trainer.step {
          forks[origin] = trainer
        }
      }
      try arrive(start)
      _ = try Rewind(part.line).trainer(at: part.lastStep, from: start, nil) { batch, trainer in
        outcome.batches += 1
        if !batch.isSame { outcome.differentBatches += 1 }
        try arrive(trainer)
        try batchTrained(outcome.batches, total)
      }
    }
    return outcome
  }

  /// A branch's own batches, as far as they are wanted.
  private struct Part {
    let line: BranchLine
    var firstStep: Int { line.branch.origin?.step ?? 0 }
    let lastStep: Int
  }

  private func parts(of wanted: Int?) -> [Part] {
    guard let wanted else { return lines.map { Part(line: $0, lastStep: $0.step) } }
    var parts: [Part] = []
    var (next, lastStep) = (Optional(wanted), Int.max)
    while let number = next, let line = lines.first(where: { $0.branch.number == number }) {
      parts.append(Part(line: line, lastStep: min(lastStep, line.step)))
      (next, lastStep) = (line.branch.origin?.branch, line.branch.origin?.step ?? 0)
    }
    return parts.reversed()
  }

  private func compare(
    _ trainer: any Trainer, _ branch: RunBranch, _ outcome: inout Outcome,
    _ found: (Finding) throws -> Void
  ) throws {
    let here = checkpoints.filter { $0.branch == branch.number && $0.step == trainer.step }
    guard !here.isEmpty else { return }
    let hash = weightsSHA256(trainer.weights)
    for checkpoint in here {
      let finding = Finding(branch: branch, checkpoint: checkpoint, weightsSHA256: hash)
      outcome.checkpoints += 1
      if !finding.isSame { outcome.differentCheckpoints += 1 }
      try found(finding)
    }
  }
}
