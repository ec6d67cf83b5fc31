package import Session
package import Tensors

/// Hands everything to two recorders, of which the first one keeps the run.
package struct RecorderPair: RunRecorder {
  private let keeper: any RunRecorder
  private let listener: any RunRecorder

  package init(_ keeper: any RunRecorder, _ listener: any RunRecorder) {
    self.keeper = keeper
    self.listener = listener
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

  package func keep(_ weights: [NamedTensor]) {
    keeper.keep(weights)
    listener.keep(weights)
  }

  package func finish(weights: [NamedTensor]) throws -> String {
    let place = try keeper.finish(weights: weights)
    _ = try listener.finish(weights: weights)
    return place
  }
}
