import Session
import Synchronization
import Tensors
import Training

/// Keeps what it is given, for a test to look at.
final class MemoryRecorder: RunRecorder {
  struct Kept: Sendable {
    var metrics: [BatchMetrics] = []
    var events: [TrainingEvent] = []
    var grids: [SampleGrid] = []
    var weights: [NamedTensor] = []
    /// The weights that were kept at the ends of epochs.
    var epochWeights: [[NamedTensor]] = []
  }

  private let state = Mutex(Kept())
  var kept: Kept { state.withLock { $0 } }

  func record(_ metrics: BatchMetrics) { state.withLock { $0.metrics.append(metrics) } }
  func record(_ event: TrainingEvent) { state.withLock { $0.events.append(event) } }
  func record(_ grid: SampleGrid) { state.withLock { $0.grids.append(grid) } }

  func keep(_ weights: [NamedTensor]) { state.withLock { $0.epochWeights.append(weights) } }

  func finish(weights: [NamedTensor]) -> String {
    state.withLock { $0.weights = weights }
    return "memory"
  }
}
