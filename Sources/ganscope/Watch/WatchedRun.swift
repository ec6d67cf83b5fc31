import Screens
import Session

/// A run that a screen shows and sends commands to, whoever trains it.
protocol WatchedRun: AnyObject, Sendable {
  var snapshot: TrainingSnapshot { get }

  /// How it has ended for this process, as a line for the shell or an error; nil before that.
  var outcome: Result<String, any Error>? { get }

  /// Begins to train it or to follow it.
  func start()

  /// Passes a command on to whoever trains it.
  ///
  /// - Returns: why the command was not taken, in one line, or nil where it was.
  func send(_ command: TrainingCommand) -> String?

  /// Lets go of it: what this process trains is stopped and saved, what another one trains goes on.
  func leave()

  /// What the screen is to be told besides snapshots, once.
  func takeMessages() -> [Message]

  /// The folder of a run that this process trains and has not saved to its end yet.
  var unsavedFolder: String? { get }
}

extension WatchedRun {
  var unsavedFolder: String? { nil }

  /// Whether it failed before there was anything to see.
  var failedAtOnce: Bool {
    guard case .failure = outcome else { return false }
    return snapshot.run == nil
  }

  /// The line for the shell on a run that is worth one.
  var farewell: String? {
    guard case .success(let line) = outcome, !snapshot.metrics.isEmpty else { return nil }
    return line
  }
}
