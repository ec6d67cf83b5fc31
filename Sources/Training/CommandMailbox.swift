package import Session
internal import Synchronization

/// Where the screen leaves commands and the trainer finds them at the next batch boundary.
///
/// Neither side waits for the other: sending appends under a lock, and only a paused trainer is
/// suspended until something comes.
package final class CommandMailbox: Sendable {
  private struct State {
    var waiting: [NumberedCommand] = []
    var lastSequence: UInt64 = 0
    var reader: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  package init() {}

  /// Leaves a command and returns its number, counted from 1.
  @discardableResult
  package func send(_ command: TrainingCommand) -> UInt64 {
    let (sequence, reader) = state.withLock { state in
      state.lastSequence += 1
      state.waiting.append(NumberedCommand(sequence: state.lastSequence, command: command))
      defer { state.reader = nil }
      return (state.lastSequence, state.reader)
    }
    reader?.resume()
    return sequence
  }

  /// Takes all commands that have come so far, in the order in which they were sent.
  func takeAll() -> [NumberedCommand] {
    state.withLock { state in
      defer { state.waiting = [] }
      return state.waiting
    }
  }

  /// Whether somebody wants the training to end.
  var isStopWaiting: Bool {
    state.withLock { state in state.waiting.contains { $0.command == .stop } }
  }

  /// Ends a wait for a command without one.
  func wake() {
    let reader = state.withLock { state in
      defer { state.reader = nil }
      return state.reader
    }
    reader?.resume()
  }

  /// Returns as soon as there is a command to take, or after `wake`.
  func waitForCommand() async {
    await withCheckedContinuation { continuation in
      let isReady = state.withLock { state in
        guard state.waiting.isEmpty else { return true }
        state.reader = continuation
        return false
      }
      if isReady { continuation.resume() }
    }
  }
}
