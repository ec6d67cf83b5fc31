package import Session
internal import Terminal

/// The live screen of one run.
package struct WatchScreen: Screen {
  /// What keys mean at the moment.
  enum Mode: Sendable, Equatable {
    case watching
    /// The help is open.
    case help(HelpBrowser)
    case typing(Knob, TextField)
    case confirmingQuit
    /// A command is being typed.
    case prompting(CommandPrompt)
    /// The list of recipes is open, one of them selected.
    case choosing(Int)
    /// A name is asked for.
    case naming(NameQuestion)
    /// The list of branches is open, one of them selected.
    case branches(Int)
    /// The list of themes is open.
    case choosingTheme(ThemeChoice)
  }

  private(set) var snapshot: TrainingSnapshot
  /// Whether another process trains the run, so that leaving it does not stop it.
  let isAttached: Bool
  /// What does not change with the run.
  let settings: WatchSettings
  /// The name of the theme in use.
  var themeName: String
  /// How its branches hang together.
  private(set) var tree = BranchTree([.main])
  private(set) var curves = RunCurves()
  var board = KnobBoard()
  /// Which samples of the present branch are looked at.
  var cursor = SampleCursor()
  /// The two grids that are compared, if any are.
  var comparison: GridComparison?
  var tileSize = TileSize.full
  /// Which view of the samples is open.
  var viewing = SampleViewing()
  /// What the trainer was asked for last, by which command, and whether that was refused.
  var askedView: SampleViewRequest?
  var viewSequence: UInt64 = 0
  var isViewRefused = false
  var preset = WatchPreset.watch
  var focused = Panel.knobs
  /// Whether the focused panel is shown alone.
  var isZoomed = false
  /// The image that is selected among the shown ones.
  var selectedTile = 0
  /// Whether losses are drawn on a logarithmic scale.
  var isLogarithmic = false
  /// The turns of knobs that can be taken back.
  var turns = TurnHistory()
  /// The branches that remedies have left, the last one at the end: undo leads back to it.
  var leftBranches: [RunBranch] = []
  /// The last step that was trained in slow motion, and which stage of it is shown.
  var slowMotion = SlowMotion()
  /// What is wrong with the training, and which of it the keys mean.
  var alarms = AlarmBoard()
  /// The transposed convolution that is done by hand in place of it.
  var stamps: TransposedConvolution?
  /// The lesson, while it is open, and the page that was read last, counted from 0.
  var lesson: Lesson?
  var lessonIndex = 0
  /// What goes on while a button of the mouse is down.
  var drag: MouseDrag?
  /// The size of the terminal.
  private(set) var size = (width: 80, height: 24)
  /// The lines that are still to be done.
  private var script: CommandScript
  var mode = Mode.watching {
    didSet { if mode == .watching { listStart = nil } }
  }
  /// The entry in the first row of the open list since the mouse was used on it.
  var listStart: Int?
  /// A short answer to the last key, in place of the last event.
  var notice: String?
  /// What can be trained.
  private(set) var library: RunLibrary
  /// The recipe that is selected in a list of all, which opens as soon as there is one.
  private var awaitedChoice: String?
  /// The commands that were typed, oldest first.
  package private(set) var commandHistory: [String]
  /// What went wrong without ending the run; it stays to be seen.
  private(set) var alarm: String?
  /// What cannot be kept on disk at the moment.
  private(set) var storageProblem: String?
  /// The time since the first tick, in seconds.
  private(set) var elapsed = 0.0
  private var started: Double?
  /// Whether the training is to be paused, until that has taken effect.
  var pauseRequest: Request<Bool>?
  /// Whether samples are to come from the average, until that has taken effect.
  var averageRequest: Request<Bool>?
  /// The branch that was asked for, until the way to it has begun.
  var branchRequest: Request<BranchWish>?
  var sentCommands: UInt64 = 0

  /// - Parameters:
  ///   - chosen: a recipe that is selected in a list of all, which is open as soon as they are known, or
  ///     nil for no list.
  ///   - isAttached: whether another process trains the run.
  ///   - settings: what does not change with the run.
  package init(
    snapshot: TrainingSnapshot = TrainingSnapshot(phase: .preparing("starting")),
    library: RunLibrary = RunLibrary(), choosingFrom chosen: String? = nil,
    isAttached: Bool = false, settings: WatchSettings = WatchSettings()
  ) {
    self.isAttached = isAttached
    self.settings = settings
    themeName = settings.theme
    viewing.reducesMotion = settings.reducesMotion
    commandHistory = settings.history
    script = CommandScript(settings.commands)
    if settings.opensLesson { lesson = Lesson() }
    self.snapshot = snapshot
    self.library = library
    follow(snapshot)
    awaitedChoice = chosen
    openAwaitedChoice()
  }

  package mutating func update(_ message: Message) -> [Effect] {
    let effects = take(message)
    return effects + askForView()
  }

  private mutating func take(_ message: Message) -> [Effect] {
    switch message {
    case .key(let key):
      return press(key)
    case .mouse(let event):
      notice = nil
      alarms.forgetNews()
      return point(event)
    case .snapshot(let snapshot):
      let phase = self.snapshot.phase
      follow(snapshot)
      forgetView(since: phase)
      return goOnWithLesson(since: phase) + goOnWithScript()
    case .alarm(let problem):
      alarm = problem
    case .storage(let problem):
      storageProblem = problem
    case .refused(let reason):
      isViewRefused = askedView != nil && sentCommands == viewSequence
      if let line = script.line(waitingForCommand: sentCommands) {
        script.giveUp()
        alarm = "\(line): \(reason)"
      }
      forgetRequests()
      notice = reason
    case .tick(let now):
      elapsed = max(0, now - (started ?? now))
      started = started ?? now
      comparison?.tick()
      if isViewShown { viewing.tick(at: now) }
      if isSlowMotionShown { slowMotion.tick(at: elapsed) }
    case .library(let library):
      self.library = library
      openAwaitedChoice()
    case .newRun:
      beginAnew()
    case .notice(let text):
      notice = text
    case .resized(let width, let height):
      size = (width, height)
    }
    return []
  }

  private mutating func openAwaitedChoice() {
    guard let name = awaitedChoice, !library.recipes.isEmpty else { return }
    awaitedChoice = nil
    if mode == .watching {
      mode = .choosing(library.recipes.firstIndex { $0.name == name } ?? 0)
    }
  }

  /// Forgets everything about the run; what concerns the person stays.
  private mutating func beginAnew() {
    var fresh = WatchScreen(library: library, settings: settings)
    (fresh.themeName, fresh.commandHistory) = (themeName, commandHistory)
    fresh.tileSize = tileSize
    fresh.viewing.select(viewing.kind)
    fresh.focusView()
    fresh.preset = preset
    fresh.size = size
    fresh.isLogarithmic = isLogarithmic
    fresh.script = script
    (fresh.lesson, fresh.lessonIndex, fresh.stamps) = (lesson, lessonIndex, stamps)
    self = fresh
  }

  private mutating func follow(_ snapshot: TrainingSnapshot) {
    if let reason = refusal(in: snapshot) { notice = reason }
    followAlarms(of: snapshot)
    // The grids of another branch are others.
    if snapshot.line.branch != self.snapshot.line.branch {
      cursor.toLive()
      viewing.toLive()
      // On another branch the knobs stand otherwise.
      turns = TurnHistory()
    }
    self.snapshot = snapshot
    let lines = [snapshot.line] + snapshot.otherLines
    tree = BranchTree(lines.map(\.branch))
    curves.follow(lines)
    cursor.clamp(to: grids.count)
    followComparison()
    followView()
    slowMotion.follow(snapshot.slowStep)
    let acknowledged = snapshot.acknowledgedCommand
    board.follow(snapshot.knobs, acknowledged: acknowledged)
    if pauseRequest?.isFulfilled(byCommand: acknowledged) == true { pauseRequest = nil }
    if averageRequest?.isFulfilled(byCommand: acknowledged) == true { averageRequest = nil }
    if branchRequest?.isFulfilled(byCommand: acknowledged) == true { branchRequest = nil }
    if mode == .confirmingQuit, isOver { mode = .watching }
  }

  private mutating func followComparison() {
    guard let comparison else { return }
    // Of another run there may be no such branches.
    if [comparison.a, comparison.b].contains(where: { snapshot.line(ofBranch: $0.branch) == nil }) {
      self.comparison = nil
    } else {
      changeComparison { $0.clamp($1) }
    }
  }

  /// How many of the events in a snapshot are known already; nil where none of them is new.
  private func knownEvents(of snapshot: TrainingSnapshot) -> Int? {
    // What a run that is taken up again tells first is old.
    guard self.snapshot.run != nil, snapshot.line.branch == self.snapshot.line.branch else {
      return nil
    }
    return self.snapshot.events.count
  }

  private mutating func followAlarms(of snapshot: TrainingSnapshot) {
    alarms.follow(snapshot.line, told: knownEvents(of: snapshot))
  }

  /// Why something could not be done, where that is new in a snapshot.
  private func refusal(in snapshot: TrainingSnapshot) -> String? {
    guard let known = knownEvents(of: snapshot) else { return nil }
    for event in snapshot.events.dropFirst(known).reversed() {
      if case .refused(let reason) = event.kind { return reason }
    }
    return nil
  }

  /// Forgets what was asked for last and will not take effect.
  private mutating func forgetRequests() {
    if board.isPending(sequence: sentCommands) { turns.forgetLast() }
    board.forgetRequests()
    (pauseRequest, averageRequest, branchRequest) = (nil, nil, nil)
    sentCommands -= min(1, sentCommands)
  }

  /// Keeps a line to be done as soon as the training has begun and the lines before it are done.
  mutating func add(line: String) { script.add(line) }

  /// Does the next lines that were given to the program, as far as nothing has to be waited for.
  private mutating func goOnWithScript() -> [Effect] {
    var effects: [Effect] = []
    while let line = script.next(snapshot) {
      do throws(PromptError) {
        let done = try perform(line: line)
        script.await(done, of: line, lastSequence: sentCommands)
        effects += done
        // What comes behind it is for the run that is to begin.
        if done.contains(where: \.startsRun) { break }
      } catch {
        script.giveUp()
        alarm = "\(line): \(error.message)"
      }
    }
    return effects
  }

  /// What each key does.
  var keyMap: KeyMap { settings.keys }
  /// The names of the themes that can be chosen.
  var themes: [String] { settings.themes }

  /// What is looked at, which decides what keys mean.
  var context: WatchAction.Context {
    if comparison != nil { return .comparing }
    return preset == .slow ? .slow : isMovingInView ? .viewing : .watching
  }

  /// What a key does; an open lesson takes those that are its own.
  private func binding(of key: Key) -> KeyMap.Binding? {
    let isOfLesson = lesson != nil && keyMap.lessonKeys.contains(key)
    return keyMap.binding(of: key, in: isOfLesson ? .lesson : context)
  }

  mutating func press(_ key: Key) -> [Effect] {
    notice = nil
    alarms.forgetNews()
    let binding = binding(of: key)
    if let binding, binding.action.isUrgent { return perform(binding) }
    switch mode {
    case .watching:
      return binding.map { perform($0) } ?? []
    case .help(let browser):
      return readHelp(key, browser)
    case .typing(let knob, let field):
      return type(key, knob: knob, field: field)
    case .confirmingQuit:
      return answerQuit(key)
    case .prompting(let prompt):
      return type(key, into: prompt)
    case .choosing(let index):
      return choose(key, from: index)
    case .naming(let question):
      return type(key, into: question)
    case .branches(let index):
      return chooseBranch(key, from: index)
    case .choosingTheme(let choice):
      return chooseTheme(key, choice)
    }
  }

  /// Does what a key does that is bound to nothing but an action.
  mutating func press(_ action: WatchAction) -> [Effect] {
    perform(KeyMap.Binding(action: action, arguments: []))
  }

  private mutating func perform(_ binding: KeyMap.Binding) -> [Effect] {
    do throws(PromptError) {
      return try binding.perform(&self)
    } catch {
      return answer(error.message)
    }
  }

  /// Keeps a line to be called back.
  mutating func remember(_ line: String) {
    commandHistory.removeAll { $0 == line }
    commandHistory.append(line)
    commandHistory = commandHistory.suffix(WatchSettings.historyLimit)
  }
}
