package import Session
internal import Terminal

/// The live screen of one run.
package struct WatchScreen: Screen {
  /// What keys mean at the moment.
  enum Mode: Sendable, Equatable {
    case watching
    /// The help is open, scrolled down by some lines.
    case help(scroll: Int)
    case typing(Knob, TextField)
    case confirmingQuit
    /// A command is being typed.
    case prompting(CommandPrompt)
    /// The list of recipes is open, one of them selected.
    case choosing(Int)
  }

  private(set) var snapshot: TrainingSnapshot
  /// Whether another process trains the run, so that leaving it does not stop it.
  let isAttached: Bool
  private(set) var curves = LearningCurves()
  private(set) var board = KnobBoard()
  private(set) var cursor = SampleCursor()
  private(set) var tileSize = TileSize.full
  var mode = Mode.watching
  /// A short answer to the last key, in place of the last event.
  var notice: String?
  /// What can be trained.
  private(set) var library: RunLibrary
  /// The commands that were typed, oldest first.
  private(set) var commandHistory: [String] = []
  /// What went wrong without ending the run; it stays to be seen.
  private(set) var alarm: String?
  /// The time since the first tick, in seconds.
  private(set) var elapsed = 0.0
  private var started: Double?
  /// Whether the training is to be paused, until that has taken effect.
  private var pauseRequest: Request<Bool>?
  /// Whether samples are to come from the average, until that has taken effect.
  private var averageRequest: Request<Bool>?
  private var sentCommands: UInt64 = 0

  /// - Parameters:
  ///   - chosen: a recipe that is selected in an open list of all, or nil for no list.
  ///   - isAttached: whether another process trains the run.
  package init(
    snapshot: TrainingSnapshot = TrainingSnapshot(phase: .preparing("starting")),
    library: RunLibrary = RunLibrary(), choosingFrom chosen: String? = nil,
    isAttached: Bool = false
  ) {
    self.isAttached = isAttached
    self.snapshot = snapshot
    self.library = library
    follow(snapshot)
    if let chosen { mode = .choosing(library.recipes.firstIndex { $0.name == chosen } ?? 0) }
  }

  package mutating func update(_ message: Message) -> [Effect] {
    switch message {
    case .key(let key):
      return press(key)
    case .snapshot(let snapshot):
      follow(snapshot)
    case .alarm(let problem):
      alarm = problem
    case .tick(let now):
      elapsed = max(0, now - (started ?? now))
      started = started ?? now
    case .library(let library):
      self.library = library
    case .newRun:
      beginAnew()
    case .notice(let text):
      notice = text
    case .resized:
      break
    }
    return []
  }

  /// Forgets everything about the run; what concerns the person stays.
  private mutating func beginAnew() {
    var fresh = WatchScreen(library: library)
    fresh.tileSize = tileSize
    fresh.commandHistory = commandHistory
    self = fresh
  }

  private mutating func follow(_ snapshot: TrainingSnapshot) {
    self.snapshot = snapshot
    curves.follow(snapshot.metrics)
    cursor.clamp(to: grids.count)
    let acknowledged = snapshot.acknowledgedCommand
    board.follow(snapshot.knobs, acknowledged: acknowledged)
    if pauseRequest?.isFulfilled(byCommand: acknowledged) == true { pauseRequest = nil }
    if averageRequest?.isFulfilled(byCommand: acknowledged) == true { averageRequest = nil }
    if mode == .confirmingQuit, isOver { mode = .watching }
  }

  private mutating func press(_ key: Key) -> [Effect] {
    notice = nil
    let action = WatchAction.action(of: key)
    if let action, action.isUrgent { return action.perform(&self) }
    switch mode {
    case .watching:
      return action?.perform(&self) ?? []
    case .help(let scroll):
      readHelp(key, scroll: scroll)
    case .typing(let knob, let field):
      return type(key, knob: knob, field: field)
    case .confirmingQuit:
      return answerQuit(key)
    case .prompting(let prompt):
      return type(key, into: prompt)
    case .choosing(let index):
      return choose(key, from: index)
    }
    return []
  }

  /// Keeps a line to be called back.
  mutating func remember(_ line: String) {
    commandHistory.removeAll { $0 == line }
    commandHistory.append(line)
    commandHistory = commandHistory.suffix(100)
  }
}

// MARK: - Training

extension WatchScreen {
  /// Whether nothing more will be trained.
  var isOver: Bool {
    switch snapshot.phase {
    case .finished, .failed: true
    default: false
    }
  }

  private var isPreparing: Bool {
    if case .preparing = snapshot.phase { true } else { false }
  }

  /// Whether the training is paused, or will be when what was asked has taken effect.
  var isPaused: Bool { pauseRequest?.value ?? (snapshot.phase == .paused) }

  /// Whether commands are taken; if not, says why.
  private mutating func canCommand() -> Bool {
    // Who trains it knows better, if anybody does.
    if isAttached { return true }
    if isOver { notice = "the run is over" }
    if isPreparing { notice = "the training has not begun yet" }
    return !isOver && !isPreparing
  }

  private mutating func send(_ command: TrainingCommand) -> [Effect] {
    sentCommands += 1
    return [.send(command)]
  }

  mutating func togglePause() -> [Effect] {
    guard canCommand() else { return [] }
    let paused = !isPaused
    let effects = send(paused ? .pause : .resume)
    pauseRequest = Request(value: paused, sequence: sentCommands)
    return effects
  }

  /// Sends a command that trains a while and then pauses.
  mutating func train(_ command: TrainingCommand) -> [Effect] {
    guard canCommand() else { return [] }
    let effects = send(command)
    pauseRequest = Request(value: true, sequence: sentCommands)
    return effects
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
    canCommand() ? send(.stop) : []
  }

  private mutating func answerQuit(_ key: Key) -> [Effect] {
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

// MARK: - Knobs

extension WatchScreen {
  mutating func selectKnob(by offset: Int) -> [Effect] {
    board.select(by: offset)
    return []
  }

  mutating func turnKnob(up: Bool) -> [Effect] {
    let knob = board.selected
    guard let value = turnableValue(of: knob) else { return [] }
    let turned = knob.turned(value, up: up)
    guard turned != value else {
      notice = "\(knob.name) goes no \(up ? "higher" : "lower")"
      return []
    }
    return set(knob, to: turned)
  }

  mutating func typeKnob() -> [Effect] {
    guard turnableValue(of: board.selected) != nil else { return [] }
    mode = .typing(board.selected, .number())
    return []
  }

  private mutating func type(_ key: Key, knob: Knob, field: TextField) -> [Effect] {
    switch key {
    case .escape:
      mode = .watching
    case .enter:
      guard let value = knob.value(typed: field.text) else {
        notice = "not \(knob.expectation)"
        return []
      }
      mode = .watching
      return set(knob, to: value)
    default:
      var field = field
      field.type(key)
      mode = .typing(knob, field)
    }
    return []
  }

  /// Asks for a value of a knob, where the run has it.
  mutating func set(_ knob: Knob, to value: Double) -> [Effect] {
    guard turnableValue(of: knob) != nil else { return [] }
    let effects = send(knob.command(settingTo: value))
    board.request(value, of: knob, sequence: sentCommands)
    return effects
  }

  /// The value from which a knob can be turned now; where it cannot, says why.
  private mutating func turnableValue(of knob: Knob) -> Double? {
    guard canCommand() else { return nil }
    guard let value = board.value(of: knob) else {
      notice = "the networks of this run have no \(knob.name)"
      return nil
    }
    return value
  }
}

// MARK: - Samples and help

extension WatchScreen {
  /// The grids that can be shown: all that were kept, and the live one where it is newer.
  var grids: [SampleGrid] {
    guard let live = snapshot.live else { return snapshot.samples }
    guard let last = snapshot.samples.last else { return [live] }
    // At one moment there may be samples of the weights and others of their average.
    let isNewer = live.step > last.step || live.showsAverage != last.showsAverage
    return isNewer ? snapshot.samples + [live] : snapshot.samples
  }

  mutating func stepSamples(by offset: Int) -> [Effect] {
    cursor.step(by: offset, among: grids.count)
    return []
  }

  mutating func showFirst() -> [Effect] {
    cursor.toFirst(among: grids.count)
    return []
  }

  mutating func showLive() -> [Effect] {
    cursor.toLive()
    return []
  }

  mutating func togglePin() -> [Effect] {
    cursor.togglePin(among: grids)
    return []
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

  mutating func toggleTileSize() -> [Effect] {
    tileSize = tileSize == .full ? .half : .full
    return []
  }

  mutating func showHelp() -> [Effect] {
    mode = .help(scroll: 0)
    return []
  }

  private mutating func readHelp(_ key: Key, scroll: Int) {
    let last = WatchAction.all.count - 1
    switch key {
    case .escape, .enter, .character("?"), .character("q"), .function(1): mode = .watching
    case .down, .character("j"): mode = .help(scroll: min(last, scroll + 1))
    case .up, .character("k"): mode = .help(scroll: max(0, scroll - 1))
    case .pageDown, .character(" "): mode = .help(scroll: min(last, scroll + 8))
    case .pageUp: mode = .help(scroll: max(0, scroll - 8))
    default: break
    }
  }
}
