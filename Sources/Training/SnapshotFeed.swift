package import Session
internal import Synchronization

/// Holds the newest snapshot of a run for whoever wants to see it.
package final class SnapshotFeed: Sendable {
  private let newest: Mutex<TrainingSnapshot>
  private let onChange: @Sendable () -> Void

  /// - Parameter onChange: called on the trainer's thread after each new snapshot; it must be quick,
  ///   such as writing one byte to a pipe.
  package init(
    initial: TrainingSnapshot = TrainingSnapshot(phase: .preparing("starting")),
    onChange: @escaping @Sendable () -> Void = {}
  ) {
    newest = Mutex(initial)
    self.onChange = onChange
  }

  /// The newest snapshot.
  package var snapshot: TrainingSnapshot { newest.withLock { $0 } }

  func publish(_ snapshot: TrainingSnapshot) {
    newest.withLock { $0 = snapshot }
    onChange()
  }
}
