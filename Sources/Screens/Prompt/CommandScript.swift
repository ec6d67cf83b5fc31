internal import Session

/// Command lines that were given to the program, to be done one after the other: each when the one before
/// it has taken effect, and what it trains is trained.
struct CommandScript: Sendable, Equatable {
  /// A command that was sent for the last line.
  private struct Awaited: Sendable, Equatable {
    let line: String
    let sequence: UInt64
    let endsPaused: Bool
  }

  private var lines: [String]
  private var awaited: Awaited?

  init(_ lines: [String]) {
    self.lines = lines
  }

  mutating func add(_ line: String) { lines.append(line) }

  /// Takes the next line, where the last one is done.
  mutating func next(_ snapshot: TrainingSnapshot) -> String? {
    guard !lines.isEmpty, isReady(snapshot) else { return nil }
    awaited = nil
    return lines.removeFirst()
  }

  private func isReady(_ snapshot: TrainingSnapshot) -> Bool {
    if case .preparing = snapshot.phase { return false }
    guard let awaited else { return true }
    guard snapshot.acknowledgedCommand >= awaited.sequence else { return false }
    if case .running = snapshot.phase { return !awaited.endsPaused }
    if case .returning = snapshot.phase { return false }
    return true
  }

  /// Notes what a line has sent.
  mutating func await(_ effects: [Effect], of line: String, lastSequence: UInt64) {
    let commands = effects.compactMap { if case .send(let command) = $0 { command } else { nil } }
    guard let last = commands.last else { return }
    awaited = Awaited(
      line: line, sequence: lastSequence, endsPaused: last.endsPaused)
  }

  /// Forgets what is left, because a line could not be done.
  mutating func giveUp() { (lines, awaited) = ([], nil) }

  /// The line whose command it waits for, where that is the one of a number.
  func line(waitingForCommand sequence: UInt64) -> String? {
    awaited.flatMap { $0.sequence == sequence ? $0.line : nil }
  }
}

extension TrainingCommand {
  /// Whether it trains a while and then pauses.
  fileprivate var endsPaused: Bool {
    switch self {
    case .stepBatch, .stepEpoch, .stepSlowly, .trainUntil: true
    default: false
    }
  }
}
