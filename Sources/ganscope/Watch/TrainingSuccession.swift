import Session

/// The trainings of one session of the screen: the present one, and those before it that are being
/// saved.
@MainActor final class TrainingSuccession {
  private let onChange: @Sendable () -> Void
  private(set) var current: BackgroundTraining
  /// Those that were told to end and have not ended yet.
  private var ending: [BackgroundTraining] = []
  /// Where earlier runs were saved, oldest first.
  private(set) var savedPlaces: [String] = []
  private(set) var hasEarlierRuns = false
  /// Why earlier runs were not saved, one line each.
  private(set) var failures: [String] = []

  /// - Parameter onChange: called from another thread when something has changed in any of them.
  init(_ setup: TrainingSetup, onChange: @escaping @Sendable () -> Void) {
    self.onChange = onChange
    current = BackgroundTraining(setup, onChange: onChange)
  }

  /// Ends and saves the present run in the background and starts another.
  func succeed(with setup: TrainingSetup) {
    if current.outcome == nil {
      current.send(.stop)
      ending.append(current)
    } else if let place = current.savedPlace {
      savedPlaces.append(place)
    }
    hasEarlierRuns = true
    current = BackgroundTraining(setup, onChange: onChange)
    current.start()
  }

  /// What could not be saved of any run since it was asked for last, one line each.
  func takeProblems() -> [String] {
    let problems = (ending + [current]).compactMap { $0.takeProblem() }
    let known = failures.count
    for training in ending { note(training) }
    ending.removeAll { $0.outcome != nil }
    return problems + failures[known...]
  }

  /// Notes how an earlier run has ended, if it has.
  private func note(_ training: BackgroundTraining) {
    if let place = training.savedPlace { savedPlaces.append(place) }
    if case .failure(let error) = training.outcome {
      failures.append("the run before: \(ShellError(error).message)")
    }
  }

  /// Whether every run has ended.
  var haveAllEnded: Bool { current.outcome != nil && ending.isEmpty }
}
