internal import Session
internal import Terminal

extension WatchScreen {
  /// Whether nothing more will be trained.
  var isOver: Bool { snapshot.phase.isOver }

  /// Whether all epochs are done, and another turn can be taken from any of them.
  private var isComplete: Bool {
    guard case .finished = snapshot.phase else { return false }
    return snapshot.events.contains(TrainingEvent(step: snapshot.step, kind: .finished))
  }

  var isPreparing: Bool {
    if case .preparing = snapshot.phase { true } else { false }
  }

  /// While something is being prepared its time is shown; two grids that take turns do so, and stages
  /// that follow each other, and what moves in a view, each only where it is seen.
  package var tickInterval: Double? {
    [isPreparing ? 0.125 : nil, motionInterval].compactMap(\.self).min()
  }

  /// The time between two moves of what moves on the screen.
  private var motionInterval: Double? {
    if let comparison {
      let moves = comparison.way == .flicker && !settings.reducesMotion && !layout.tiles.isEmpty
      return moves ? GridComparison.flickerInterval : nil
    }
    if isSlowMotionShown { return slowMotion.isPlaying ? SlowMotion.interval / 5 : nil }
    return isViewShown && hasMovingImages ? viewing.tickInterval : nil
  }

  /// Whether there are images that take turns, where the view is one of those.
  private var hasMovingImages: Bool {
    guard viewing.kind == .wish else { return true }
    return snapshot.view.map { viewing.request?.isAnswered(by: $0) == true } ?? false
  }

  /// Whether the training is paused, or will be when what was asked has taken effect.
  var isPaused: Bool { pauseRequest?.value ?? (snapshot.phase == .paused) }

  /// Whether there is anybody who takes commands.
  var takesCommands: Bool { isAttached || isComplete || !isOver && !isPreparing }

  /// Whether commands are taken; if not, says why.
  mutating func canCommand() -> Bool {
    // Who trains it knows better, if anybody does.
    if takesCommands { return true }
    notice = isOver ? "the run is over" : "the training has not begun yet"
    return false
  }

  mutating func send(_ command: TrainingCommand) -> [Effect] {
    sentCommands += 1
    return [.send(command)]
  }

  /// Notes that the last command asks for a branch.
  mutating func awaitBranch(_ text: String, named name: String) {
    branchRequest = Request(value: BranchWish(text: text, name: name), sequence: sentCommands)
  }

  /// Shows samples of the average of the generator's weights, or of the weights themselves again.
  mutating func toggleAverage() -> [Effect] {
    guard canCommand() else { return [] }
    guard let shows = averageRequest?.value ?? snapshot.knobs?.showsAverage else {
      notice = "this run keeps no average of the generator's weights"
      return []
    }
    let effects = send(.showAverage(!shows))
    averageRequest = Request(value: !shows, sequence: sentCommands)
    return effects
  }

  /// Whether there is a batch to be trained; if not, says why.
  private mutating func canTrain() -> Bool {
    guard isComplete, !isAttached else { return canCommand() }
    notice = "all epochs are done: b takes another turn from the epoch that is looked at"
    return false
  }

  mutating func togglePause() -> [Effect] {
    guard canTrain() else { return [] }
    let paused = !isPaused
    let effects = send(paused ? .pause : .resume)
    pauseRequest = Request(value: paused, sequence: sentCommands)
    return effects
  }

  /// Sends a command that trains a while and then pauses.
  mutating func train(_ command: TrainingCommand) -> [Effect] {
    guard canTrain() else { return [] }
    let effects = send(command)
    pauseRequest = Request(value: true, sequence: sentCommands)
    return effects
  }

  /// Why the run can never reach a goal, if that is known.
  func objection(to goal: TrainingGoal) -> String? {
    guard let run = snapshot.run else { return nil }
    if case (.distanceBelow, .failed(let reason)) = (goal, snapshot.judge) {
      return "the samples are not judged: \(reason)"
    }
    let last = snapshot.metrics.last
    return goal.objection(
      epochs: run.epochs, last: last, endsEpoch: last?.batch == run.batchesPerEpoch)
  }

  mutating func quit() -> [Effect] {
    if isOver || isPreparing { return stopAndQuit() }
    mode = .confirmingQuit
    return []
  }

  mutating func stopAndQuit() -> [Effect] {
    mode = .watching
    return isOver || isAttached ? [.quit] : send(.stop) + [.quit]
  }

  /// Ends the run, and stays to look at it.
  mutating func stop() -> [Effect] {
    canTrain() ? send(.stop) : []
  }

  mutating func answerQuit(_ key: Key) -> [Effect] {
    switch key {
    case .character("q"), .character("y"), .character("Y"):
      return stopAndQuit()
    case .escape, .character("n"), .character("N"):
      mode = .watching
    default:
      break
    }
    return []
  }
}
