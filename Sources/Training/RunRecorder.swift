package import RunStore
package import Session

/// Keeps what a run produces.
///
/// It must not make the training wait: it takes values and writes them in its own time.
package protocol RunRecorder: Sendable {
  /// What is recorded from now on belongs to a branch; a run begins with `RunBranch.main`.
  func begin(_ branch: RunBranch)
  func record(_ metrics: BatchMetrics)
  func record(_ event: TrainingEvent)
  func record(_ grid: SampleGrid)
  func record(_ reading: QualityReading)
  /// Notes who reads the samples of the run.
  func record(_ judge: JudgeDescription)

  /// Keeps a state to which the run can go back.
  func keep(_ checkpoint: Checkpoint)

  /// The nearest kept state at or before a batch of the line to a branch, or nil if there is none.
  func checkpoint(onLineOf branch: Int, atOrBefore step: Int) throws -> Checkpoint?

  /// Writes a last state and everything that is still on its way, and closes the run, which recording
  /// opens again.
  ///
  /// - Parameter checkpoint: nil where the state is none to go back to; the newest one that was kept
  ///   stays the last.
  /// - Returns: where the run was saved, for the user.
  func finish(_ checkpoint: Checkpoint?) throws -> String
}

/// Tells of a run, and keeps nothing of it.
package protocol RunListener: RunRecorder {}

extension RunListener {
  package func begin(_ branch: RunBranch) {}
  package func record(_ metrics: BatchMetrics) {}
  package func record(_ event: TrainingEvent) {}
  package func record(_ grid: SampleGrid) {}
  package func record(_ reading: QualityReading) {}
  package func record(_ judge: JudgeDescription) {}
  package func keep(_ checkpoint: Checkpoint) {}
  package func checkpoint(onLineOf branch: Int, atOrBefore step: Int) -> Checkpoint? { nil }
  package func finish(_ checkpoint: Checkpoint?) -> String { "nowhere" }
}

/// Keeps nothing.
package struct DiscardingRecorder: RunListener {
  package init() {}
}
