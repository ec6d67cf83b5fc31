import Session
import Synchronization
import Training

/// Sees every snapshot that is published, on the trainer's own thread, and may answer one.
final class Audience: Sendable {
  private struct Answer: Sendable {
    let condition: @Sendable (TrainingSnapshot) -> Bool
    let action: @Sendable () -> Void
  }

  private struct State: Sendable {
    var feed: SnapshotFeed?
    var seen: [TrainingSnapshot] = []
    var answers: [Answer] = []
  }

  private let state = Mutex(State())

  var all: [TrainingSnapshot] { state.withLock { $0.seen } }
  var last: TrainingSnapshot? { all.last }

  /// Sees all that is published in a feed.
  func feed() -> SnapshotFeed {
    let feed = SnapshotFeed(onChange: look)
    state.withLock { $0.feed = feed }
    return feed
  }

  /// Sees a training to its end, every snapshot of which is published.
  ///
  /// - Parameter change: what is other than usual about the session.
  func watch(
    _ trainer: CountingTrainer, commandedBy mailbox: CommandMailbox, into recorder: MemoryRecorder,
    continuing history: RunHistory? = nil,
    _ change: (inout TrainingActor.Settings) -> Void = { _ in }
  ) async {
    var settings = TrainingActor.Settings()
    settings.snapshotInterval = .zero
    change(&settings)
    let actor = TrainingActor(mailbox: mailbox, feed: feed(), settings: settings)
    await actor.run(
      continuing: history, preparing: { _ in trainer }, recordingWith: { _ in recorder })
  }

  /// Runs an action once, at the first snapshot that fulfils the condition.
  func answer(
    once condition: @escaping @Sendable (TrainingSnapshot) -> Bool,
    with action: @escaping @Sendable () -> Void
  ) {
    state.withLock { $0.answers.append(Answer(condition: condition, action: action)) }
  }

  /// Sends commands once, at the first snapshot that fulfils the condition.
  func answer(
    once condition: @escaping @Sendable (TrainingSnapshot) -> Bool, to mailbox: CommandMailbox,
    with commands: [TrainingCommand]
  ) {
    answer(once: condition) { for command in commands { mailbox.send(command) } }
  }

  private func look() {
    let due = state.withLock { state -> [Answer] in
      guard let snapshot = state.feed?.snapshot else { return [] }
      state.seen.append(snapshot)
      let due = state.answers.filter { $0.condition(snapshot) }
      state.answers.removeAll { $0.condition(snapshot) }
      return due
    }
    for answer in due { answer.action() }
  }
}
