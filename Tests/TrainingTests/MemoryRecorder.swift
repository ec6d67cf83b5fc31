import RunStore
import Session
import Synchronization
import Tensors
import Training

/// Keeps what it is given, for a test to look at.
final class MemoryRecorder: RunRecorder {
  struct Kept: Sendable {
    var branches: [RunBranch] = []
    var metrics: [BatchMetrics] = []
    var events: [TrainingEvent] = []
    var grids: [SampleGrid] = []
    var quality: [QualityReading] = []
    var judges: [JudgeDescription] = []
    var checkpoints: [Checkpoint] = []
    /// The states with which the run was saved; nil where it was saved without one.
    var last: [Checkpoint?] = []

    /// The weights at the ends of epochs.
    var epochWeights: [[NamedTensor]] {
      checkpoints.filter { $0.reason == .epoch }.map(\.state.weights)
    }
  }

  private let state: Mutex<Kept>
  /// Whether checkpoints are found again.
  private let forgets: Bool
  var kept: Kept { state.withLock { $0 } }

  init(forgets: Bool = false) {
    self.forgets = forgets
    state = Mutex(Kept())
  }

  func begin(_ branch: RunBranch) { state.withLock { $0.branches.append(branch) } }
  func record(_ metrics: BatchMetrics) { state.withLock { $0.metrics.append(metrics) } }
  func record(_ event: TrainingEvent) { state.withLock { $0.events.append(event) } }
  func record(_ grid: SampleGrid) { state.withLock { $0.grids.append(grid) } }
  func record(_ reading: QualityReading) { state.withLock { $0.quality.append(reading) } }
  func record(_ judge: JudgeDescription) { state.withLock { $0.judges.append(judge) } }
  func keep(_ checkpoint: Checkpoint) { state.withLock { $0.checkpoints.append(checkpoint) } }

  func checkpoint(onLineOf branch: Int, atOrBefore step: Int) -> Checkpoint? {
    guard !forgets else { return nil }
    return state.withLock { kept in
      kept.checkpoints.filter { $0.branch == branch && $0.step <= step }
        .max { $0.step < $1.step }
    }
  }

  func finish(_ checkpoint: Checkpoint?) -> String {
    state.withLock { $0.last.append(checkpoint) }
    return "memory"
  }
}
