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

  func watch(_ feed: SnapshotFeed) { state.withLock { $0.feed = feed } }

  /// Runs an action once, at the first snapshot that fulfils the condition.
  func answer(
    once condition: @escaping @Sendable (TrainingSnapshot) -> Bool,
    with action: @escaping @Sendable () -> Void
  ) {
    state.withLock { $0.answers.append(Answer(condition: condition, action: action)) }
  }

  func look() {
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
