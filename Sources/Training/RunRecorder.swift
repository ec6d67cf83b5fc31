package import Session
package import Tensors

/// Keeps what a run produces.
///
/// It must not make the training wait: it takes values and writes them in its own time.
package protocol RunRecorder: Sendable {
  func record(_ metrics: BatchMetrics)
  func record(_ event: TrainingEvent)
  func record(_ grid: SampleGrid)

  /// Keeps the weights as they are at the end of an epoch, in place of those before.
  func keep(_ weights: [NamedTensor])

  /// Writes the weights and everything that is still on its way, and closes the run.
  ///
  /// - Returns: where the run was saved, for the user.
  func finish(weights: [NamedTensor]) throws -> String
}

/// Keeps nothing.
package struct DiscardingRecorder: RunRecorder {
  package init() {}
  package func record(_ metrics: BatchMetrics) {}
  package func record(_ event: TrainingEvent) {}
  package func record(_ grid: SampleGrid) {}
  package func keep(_ weights: [NamedTensor]) {}
  package func finish(weights: [NamedTensor]) -> String { "nowhere" }
}
