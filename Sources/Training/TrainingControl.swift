internal import Session

/// Whether the next batch is to be trained: the rules of pausing and stepping as a pure value.
struct TrainingControl: Equatable {
  enum Mode: Equatable {
    case running
    case paused
    /// Trains one batch, then pauses.
    case steppingBatch
    /// Trains one batch in slow motion, then pauses.
    case steppingSlowly
    /// Trains to the end of the epoch, then pauses.
    case steppingEpoch
    /// Trains until a goal is reached, then pauses.
    case runningUntil(TrainingGoal)
    case stopped
  }

  private(set) var mode: Mode

  init(startsPaused: Bool = false) {
    mode = startsPaused ? .paused : .running
  }

  /// Follows a command; those that neither pause nor go on do not concern it.
  ///
  /// - Returns: what has happened to the run, if anything.
  mutating func follow(_ command: TrainingCommand) -> TrainingEvent.Kind? {
    let wasPaused = mode == .paused
    switch command {
    case .pause: mode = .paused
    case .resume: mode = .running
    case .stepBatch: mode = .steppingBatch
    case .stepSlowly: mode = .steppingSlowly
    case .stepEpoch: mode = .steppingEpoch
    case .trainUntil(let goal): mode = .runningUntil(goal)
    case .stop: mode = .stopped
    default: return nil
    }
    return switch (wasPaused, mode) {
    case (false, .paused): .paused
    case (true, .running), (true, .runningUntil): .resumed
    default: nil
    }
  }

  /// The goal that is not reached yet, if there is any.
  var goal: TrainingGoal? {
    if case .runningUntil(let goal) = mode { goal } else { nil }
  }

  /// Notes that a batch has been trained.
  ///
  /// - Returns: the goal that it has reached, if any.
  @discardableResult
  mutating func batchEnded(_ metrics: BatchMetrics, endsEpoch: Bool) -> TrainingGoal? {
    switch mode {
    case .steppingBatch, .steppingSlowly: mode = .paused
    case .steppingEpoch: mode = endsEpoch ? .paused : .steppingEpoch
    case .runningUntil(let goal):
      guard goal.isReached(by: metrics, endsEpoch: endsEpoch) else { return nil }
      mode = .paused
      return goal
    case .running, .paused, .stopped: break
    }
    return nil
  }

  /// Notes that samples have been read.
  ///
  /// - Returns: the goal that they have reached, if any.
  mutating func samplesRead(_ reading: QualityReading) -> TrainingGoal? {
    guard let goal, goal.isReached(by: reading) else { return nil }
    mode = .paused
    return goal
  }

  mutating func pause() { mode = .paused }
  mutating func stop() { mode = .stopped }
}
