import RunStore
import Session
import Synchronization
import Training

/// A training that goes on beside the screen.
final class BackgroundTraining: Sendable {
  private let setup: TrainingSetup
  private let mailbox = CommandMailbox()
  private let feed: SnapshotFeed
  private let onChange: @Sendable () -> Void
  private let problem = Mutex<String?>(nil)
  private let ended = Mutex<Result<String, any Error>?>(nil)

  /// - Parameter onChange: called from another thread when there is a new snapshot or outcome.
  init(_ setup: TrainingSetup, onChange: @escaping @Sendable () -> Void) {
    self.setup = setup
    self.onChange = onChange
    feed = SnapshotFeed(onChange: onChange)
  }

  var snapshot: TrainingSnapshot { feed.snapshot }

  /// Where the run was saved or why it was not, once it has ended.
  var outcome: Result<String, any Error>? { ended.withLock { $0 } }

  /// Where a run was saved that has trained at least a batch.
  var savedPlace: String? {
    guard case .success(let place) = outcome, !snapshot.metrics.isEmpty else { return nil }
    return place
  }

  /// Whether it failed before there was anything to see.
  var failedBeforeTraining: Bool {
    guard case .failure = outcome else { return false }
    return snapshot.run == nil
  }

  /// What could not be saved while the training goes on, told once.
  func takeProblem() -> String? {
    problem.withLock { problem in
      defer { problem = nil }
      return problem
    }
  }

  func send(_ command: TrainingCommand) {
    mailbox.send(command)
  }

  func start() {
    var settings = TrainingActor.Settings()
    settings.showsLiveSamples = true
    settings.staysOpen = true
    settings.checkpointInterval = setup.checkpointInterval
    let actor = TrainingActor(mailbox: mailbox, feed: feed, settings: settings)
    Task.detached { [self] in
      let outcome = await actor.run(
        continuing: setup.history,
        preparing: { [setup] in try setup.makeTrainer(report: $0) },
        recordingWith: { [setup] in
          try setup.makeRecorder(of: $0) { error in
            if let error { self.problem.withLock { $0 = error.description } }
            self.onChange()
          }
        })
      ended.withLock { $0 = outcome }
      onChange()
    }
  }
}
