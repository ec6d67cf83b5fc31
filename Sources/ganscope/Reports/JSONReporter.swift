import RunStore
import Session
import Synchronization
import Training

/// Prints one JSON object a line: `batch`, `epoch`, `alarm` and `end` events.
final class JSONReporter: RunListener {
  private struct State {
    var clock = BatchClock()
    var epoch: [BatchMetrics] = []
    /// The name of the branch; nil on the first one, of which runs mostly consist.
    var branch: String?
  }

  private let run: RunDescription
  private let place: String
  private let every: Int
  private let whenUnread: @Sendable (any Error) -> Void
  private let state = Mutex(State())
  private let lastEvent = Mutex<TrainingEvent?>(nil)

  /// - Parameters:
  ///   - place: the run's folder.
  ///   - every: print only batches whose number is a multiple of it.
  ///   - whenUnread: is called when a line could not be written.
  init(
    _ run: RunDescription, place: String, every: Int,
    whenUnread: @escaping @Sendable (any Error) -> Void
  ) {
    self.run = run
    self.place = place
    self.every = every
    self.whenUnread = whenUnread
  }

  func begin(_ branch: RunBranch) {
    state.withLock { state in
      state.branch = branch == .main ? nil : branch.name
      state.epoch = []
    }
  }

  func record(_ metrics: BatchMetrics) {
    let (speed, branch) = state.withLock { state in
      state.clock.batchEnded(images: run.batchSize)
      state.epoch.append(metrics)
      return (state.clock.imagesPerSecond, state.branch)
    }
    guard metrics.step.isMultiple(of: every) else { return }
    print(RunLine.Batch(metrics, branch: branch, imagesPerSecond: speed))
  }

  func record(_ event: TrainingEvent) {
    if !event.kind.isRemark { lastEvent.withLock { $0 = event } }
    switch event.kind {
    case .epochEnded(let epoch): printEpoch(epoch, step: event.step)
    case .alarm(let alarm): print(RunLine.Alarm(alarm, step: event.step, branch: branch))
    case .paused: writeToStandardError("ganscope: \(PauseText(run, step: event.step).line)\n")
    default: break
    }
  }

  func record(_ reading: QualityReading) {
    print(RunLine.Quality(reading, branch: branch))
  }

  func finish(_ checkpoint: Checkpoint?) -> String {
    let last = lastEvent.withLock { $0 }
    print(
      RunLine.End(
        run: place, step: checkpoint?.step ?? last?.step ?? 0,
        status: last?.kind == .finished ? .finished : .stopped,
        weightsSHA256: checkpoint.map { weightsSHA256($0.state.weights) }, branch: branch))
    return place
  }

  private var branch: String? { state.withLock(\.branch) }

  private func printEpoch(_ epoch: Int, step: Int) {
    let (batches, speed, branch) = state.withLock { state in
      defer { state.epoch = [] }
      return (state.epoch, state.clock.imagesPerSecond, state.branch)
    }
    print(
      RunLine.Epoch(epoch, step: step, batches: batches, branch: branch, imagesPerSecond: speed))
  }

  private func print(_ line: some Encodable) {
    do {
      try StandardOutput.write(JSONLine.text(of: line))
    } catch {
      whenUnread(error)
    }
  }
}

extension TrainingEvent.Kind {
  /// Whether it says something of the run that does not change how it stands: it may come after the end.
  fileprivate var isRemark: Bool {
    switch self {
    case .alarm, .alarmEnded, .refused: true
    default: false
    }
  }
}
