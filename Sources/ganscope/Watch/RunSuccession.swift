import Screens

/// The runs of one session of the screen: the present one, and those before it that are being saved.
@MainActor final class RunSuccession {
  private(set) var current: any WatchedRun
  /// Those that were let go of and have not ended yet.
  private var ending: [any WatchedRun] = []
  /// What the shell is told of earlier runs, oldest first.
  private(set) var farewells: [String] = []
  private(set) var hasEarlierRuns = false
  /// Why earlier runs were not saved, one line each.
  private(set) var failures: [String] = []

  init(_ first: any WatchedRun) {
    current = first
  }

  /// Lets go of the present run, which ends in the background, and starts another.
  func succeed(with next: any WatchedRun) {
    if current.outcome == nil {
      current.leave()
      ending.append(current)
    } else if let farewell = current.farewell {
      farewells.append(farewell)
    }
    hasEarlierRuns = true
    current = next
    current.start()
  }

  /// What the screen is to be told of any run since it was asked for last.
  func takeMessages() -> [Message] {
    let messages = (ending + [current]).flatMap { $0.takeMessages() }
    let known = failures.count
    for run in ending { note(run) }
    ending.removeAll { $0.outcome != nil }
    return messages + failures[known...].map(Message.alarm)
  }

  /// Notes how an earlier run has ended, if it has.
  private func note(_ run: any WatchedRun) {
    if let farewell = run.farewell { farewells.append(farewell) }
    if case .failure(let error) = run.outcome {
      failures.append("the run before: \(ShellError(error).message)")
    }
  }

  /// Whether every run has ended.
  var haveAllEnded: Bool { current.outcome != nil && ending.isEmpty }
}
