package import RunStore
package import Session

/// Keeps a run and tells a listener of it.
package struct RecorderPair: RunRecorder {
  private let keeper: any RunRecorder
  private let listener: any RunListener

  package init(_ keeper: any RunRecorder, _ listener: any RunListener) {
    self.keeper = keeper
    self.listener = listener
  }

  package func begin(_ branch: RunBranch) {
    keeper.begin(branch)
    listener.begin(branch)
  }

  package func record(_ metrics: BatchMetrics) {
    keeper.record(metrics)
    listener.record(metrics)
  }

  package func record(_ event: TrainingEvent) {
    keeper.record(event)
    listener.record(event)
  }

  package func record(_ grid: SampleGrid) {
    keeper.record(grid)
    listener.record(grid)
  }

  package func record(_ reading: QualityReading) {
    keeper.record(reading)
    listener.record(reading)
  }

  package func record(_ judge: JudgeDescription) {
    keeper.record(judge)
    listener.record(judge)
  }

  package func keep(_ checkpoint: Checkpoint) {
    keeper.keep(checkpoint)
    listener.keep(checkpoint)
  }

  package func checkpoint(onLineOf branch: Int, atOrBefore step: Int) throws -> Checkpoint? {
    try keeper.checkpoint(onLineOf: branch, atOrBefore: step)
  }

  package func finish(_ checkpoint: Checkpoint?) throws -> String {
    let place = try keeper.finish(checkpoint)
    _ = try listener.finish(checkpoint)
    return place
  }
}
