import Screens
import Session

/// The runs of one session of the screen: the present one, and those before it that are being saved.
@MainActor final class RunSuccession {
  /// How a session ended.
  struct Ending {
    /// What became of the last run.
    let outcome: Result<String, any Error>
    /// What became of the runs before it.
    var earlier: [String]
    /// Why some of them were not, one line each.
    let failures: [String]
    /// The signal that ended it, if one did.
    let signal: Int32?
  }

  /// With which another run is begun.
  private let options: TrainingOptions
  private let onChange: @Sendable () -> Void
  private(set) var current: any WatchedRun
  /// Those that were let go of and have not ended yet.
  private var departing: [any WatchedRun] = []
  /// What the shell is told of earlier runs, oldest first.
  private var farewells: [String] = []
  private var hasEarlierRuns = false
  /// Why earlier runs were not saved, one line each.
  private var failures: [String] = []

  /// - Parameters:
  ///   - first: is not started yet.
  ///   - options: with which another run is begun.
  ///   - onChange: called from another thread when there is something new of such a run.
  init(
    _ first: any WatchedRun, options: TrainingOptions, onChange: @escaping @Sendable () -> Void
  ) {
    (current, self.options, self.onChange) = (first, options, onChange)
  }

  /// What another run can be begun with.
  var library: RunLibrary { RunLibrary(dataDirectory: options.dataDirectory) }

  /// Starts another run in place of the present one, which goes on where that cannot be.
  ///
  /// - Throws: why it cannot be started.
  func start(_ request: RunRequest) throws {
    let options = options.another(
      recipe: request.recipe, dataset: request.dataset, seed: request.seed)
    succeed(with: BackgroundTraining(try TrainingSetup(options), onChange: onChange))
  }

  /// Hands a command to the present run.
  ///
  /// - Returns: what the screen is to be told where it is refused.
  func send(_ command: TrainingCommand) -> Message? {
    current.send(command).map(Message.refused)
  }

  /// Lets go of the present run, which ends in the background, and starts another.
  private func succeed(with next: any WatchedRun) {
    if current.outcome == nil {
      current.leave()
      departing.append(current)
    } else if let farewell = current.farewell {
      farewells.append(farewell)
    }
    hasEarlierRuns = true
    current = next
    current.start()
  }

  /// What the screen is to be told of any run since it was asked for last.
  func takeMessages() -> [Message] {
    let messages = (departing + [current]).flatMap { $0.takeMessages() }
    let known = failures.count
    for run in departing { note(run) }
    departing.removeAll { $0.outcome != nil }
    return messages + failures[known...].map(Message.alarm)
  }

  /// Those that would not be saved to their end if the program ended now.
  var unsavedFolders: [String] { (departing + [current]).compactMap(\.unsavedFolder) }

  /// Notes how an earlier run has ended, if it has.
  private func note(_ run: any WatchedRun) {
    if let farewell = run.farewell { farewells.append(farewell) }
    if case .failure(let error) = run.outcome {
      failures.append("the run before: \(ShellError(error).message)")
    }
  }

  /// How the session has ended, once every run is saved; a first run that cannot even begin ends it.
  ///
  /// - Parameters:
  ///   - isLeaving: whether the session is to end at all.
  ///   - signal: what has asked for it, if a signal did.
  func ending(isLeaving: Bool, signal: Int32?) -> Ending? {
    guard let outcome = current.outcome, departing.isEmpty else { return nil }
    let isHopeless = current.failedAtOnce && !hasEarlierRuns
    guard isLeaving || isHopeless else { return nil }
    return Ending(outcome: outcome, earlier: farewells, failures: failures, signal: signal)
  }
}
