package import RunStore
package import Session

/// Makes the state of a run right after one of its batches again: from a checkpoint before it, or from
/// the beginning, by training the batches between with the knobs as the journal has them.
package struct Rewind {
  /// A batch that has been trained again.
  package struct Batch {
    package let metrics: BatchMetrics
    /// What was measured when it was trained first; nil where that is not known.
    package let recorded: BatchMetrics?

    /// Whether both are the same, bit for bit.
    package var isSame: Bool { recorded.map { $0.hasSameBits(as: metrics) } ?? true }
  }

  /// Nobody wants it any more.
  package struct Cancelled: Error {
    package init() {}
  }

  private let line: BranchLine

  package init(_ line: BranchLine) {
    self.line = line
  }

  /// The trainer right after a batch, before anything was done to its knobs there.
  ///
  /// - Parameters:
  ///   - step: the batch within the run; 0 for the beginning.
  ///   - fresh: a trainer before its first batch, with the knobs with which the run began.
  ///   - checkpoint: one of the line at or before the batch, or nil for the beginning.
  ///   - batchTrained: is told of each batch that is trained again, with the trainer after it; an error
  ///     that it throws ends the work.
  /// - Throws: that the checkpoint is none of such a trainer, or what `batchTrained` throws.
  package func trainer(
    at step: Int, from fresh: any Trainer, _ checkpoint: Checkpoint?,
    batchTrained: (Batch, any Trainer) throws -> Void = { _, _ in }
  ) throws -> any Trainer {
    var trainer = fresh
    let start = checkpoint?.step ?? 0
    if let checkpoint { try trainer.restore(checkpoint.state, step: start) }
    var turns = line.events[...].drop { event in
      guard event.step < start else { return false }
      trainer.follow(event)
      return true
    }
    while trainer.step < step {
      turns = turns.drop { event in
        guard event.step <= trainer.step else { return false }
        trainer.follow(event)
        return true
      }
      let metrics = trainer.trainBatch()
      try batchTrained(Batch(metrics: metrics, recorded: recorded(metrics.step)), trainer)
    }
    return trainer
  }

  /// What was done to the knobs after the last batch of the line.
  package func turnLastKnobs(of trainer: inout any Trainer) {
    for event in line.events where event.step == line.step { trainer.follow(event) }
  }

  private func recorded(_ step: Int) -> BatchMetrics? {
    guard step <= line.metrics.count, line.metrics[step - 1].step == step else { return nil }
    return line.metrics[step - 1]
  }
}

extension BatchMetrics {
  /// Whether all is the same, bit for bit; one number that is none is as good as another, and signals
  /// count where both have them.
  package func hasSameBits(as other: BatchMetrics) -> Bool {
    let measured = signals != nil && other.signals != nil
    return (epoch, batch, step) == (other.epoch, other.batch, other.step)
      && zip(losses, other.losses).allSatisfy(isSame)
      && (!measured || zip(signalNumbers, other.signalNumbers).allSatisfy(isSame))
  }

  private var losses: [Float] { [discriminatorLoss, generatorLoss, realAccuracy, fakeAccuracy] }

  private var signalNumbers: [Float] {
    guard let signals else { return [] }
    return [
      signals.realScore, signals.fakeScore, signals.logitGap, signals.discriminatorGradient,
      signals.generatorGradient,
    ]
  }
}

private func isSame(_ first: Float, _ second: Float) -> Bool {
  first.bitPattern == second.bitPattern || first.isNaN && second.isNaN
}
