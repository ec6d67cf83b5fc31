import CursesTerminal
import RunStore
import Screens
import Session
import Terminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Shows a run on the live screen, until both have ended.
///
/// This is the runtime of the screen: it waits for events, hands them to the screen as messages,
/// carries out the effects that come back, and paints.
@MainActor final class WatchSession {
  private let terminal: CursesTerminal
  /// With all its colours, which the terminal may not have.
  private var theme: Theme
  private var appearance: Appearance
  private let wake: WakePipe
  private let capture: ScreenCapture
  private let themeNews = ThemeNews()
  private var themeWatch: ThemeWatch?
  private let runs: RunSuccession
  private let clock = ContinuousClock()
  private let start = ContinuousClock.now
  private(set) var screen: WatchScreen
  /// When the screen moves by itself; it stands while other events come in between.
  private var nextTick: ContinuousClock.Instant?
  private var frames = FrameMeter()
  private var lastPainting = ContinuousClock.now
  private var isLeaving = false
  private var isTerminalGone = false
  private var signal: Int32?

  /// - Parameters:
  ///   - run: what is shown at first; it wakes the session by the pipe.
  ///   - options: with which another run is begun on the screen.
  init(
    _ run: any WatchedRun, _ screen: WatchScreen, options: TrainingOptions,
    terminal: CursesTerminal, theme: Theme, wake: WakePipe
  ) {
    self.screen = screen
    self.terminal = terminal
    self.theme = theme
    appearance = Appearance(theme: theme, capabilities: terminal.capabilities)
    self.wake = wake
    capture = ScreenCapture(wake: wake)
    runs = RunSuccession(run, options: options) { wake.wake() }
  }

  /// Begins to record into a new file.
  func record(into file: String) throws {
    _ = try capture.begin(
      into: file, run: nil, size: (width: terminal.width, height: terminal.height))
  }

  func run() -> RunSuccession.Ending {
    update(.resized(width: terminal.width, height: terminal.height))
    paint()
    runs.current.start()
    // The first frame is not to wait for files: recipes and data sets are many.
    listRecipes()
    watchTheme()
    paint()
    while true {
      planTick()
      handle(terminal.nextEvent(wake: wake, deadline: nextTick))
      if var ending = runs.ending(isLeaving: isLeaving, signal: signal) {
        if let line = capture.finish(at: seconds) { ending.earlier.append(line) }
        return ending
      }
      paintUnlessMoreIsTyped()
    }
  }

  /// Of what is pasted not every letter gets a frame of its own.
  private func paintUnlessMoreIsTyped() {
    guard terminal.hasMoreInput, lastPainting.duration(to: clock.now) < .milliseconds(100) else {
      return paint()
    }
  }

  private func planTick() {
    guard let interval = screen.tickInterval else { return nextTick = nil }
    nextTick = nextTick ?? clock.now + .seconds(interval)
  }

  private func paint() {
    guard !isTerminalGone else { return }
    let begin = clock.now
    var canvas = Canvas(width: terminal.width, height: terminal.height)
    screen.draw(onto: &canvas, appearance: appearance)
    terminal.paint(canvas)
    capture.follow(canvas, runs.current.snapshot, at: seconds)
    lastPainting = clock.now
    frames.record(begin.duration(to: lastPainting))
  }

  /// The time since the session has begun.
  private var seconds: Double { start.duration(to: clock.now) / .seconds(1) }

  // MARK: - Events

  private func handle(_ event: TerminalEvent) {
    switch event {
    case .key(let key): update(.key(key))
    case .mouse(let event): update(.mouse(event))
    case .resized(let width, let height): update(.resized(width: width, height: height))
    case .woken:
      update(.snapshot(runs.current.snapshot))
      for message in runs.takeMessages() { update(message) }
      if let failure = capture.takeFailure() { update(.notice(failure)) }
      if let news = themeNews.take() { follow(news) }
    case .deadline:
      nextTick = nil
      update(.tick(seconds))
    case .interrupted(let interruption): leave(because: interruption)
    case .closed:
      isTerminalGone = true
      leave(because: .hangup)
    case .resumed: break
    }
  }

  private func update(_ message: Message) {
    for effect in screen.update(message) { carryOut(effect) }
  }

  private func carryOut(_ effect: Effect) {
    switch effect {
    case .send(let command):
      if let refusal = runs.send(command) { update(refusal) }
    case .startRun(let request): start(request)
    case .listRecipes: listRecipes()
    case .quit: leave()
    case .changeAppearance(let change): follow(change)
    case .savePicture(let grid):
      update(.notice(capture.save(runs.current.snapshot.run) { SampleSheet(grid, of: $0) }))
    case .saveView(let view):
      update(.notice(capture.save(runs.current.snapshot.run) { SampleSheet(view, of: $0) }))
    case .record(let file):
      let size = (width: terminal.width, height: terminal.height)
      update(
        .notice(
          capture.toggle(into: file, run: runs.current.snapshot.run, size: size, at: seconds)))
    case .tellPerformance: update(.notice(frames.text))
    case .redraw: terminal.redraw()
    case .suspend: terminal.suspend()
    }
  }

  private func listRecipes() {
    update(.library(runs.library))
  }

  private func follow(_ change: AppearanceChange) {
    var (theme, capabilities) = (theme, appearance.capabilities)
    switch change {
    case .theme(let name):
      do {
        theme = try ThemeCatalogue().theme(name)
      } catch {
        return update(.notice(ShellError(error).message))
      }
    case .glyphs(let glyphs):
      guard terminal.capabilities.unicode || glyphs == .ascii else {
        return update(.notice("this terminal shows ASCII only; see ganscope doctor"))
      }
      capabilities.glyphs = glyphs
    case .colors(let colors):
      guard colors <= terminal.capabilities.colors else {
        let most = terminal.capabilities.colors.name
        return update(.notice("this terminal has no more colors than \(most)"))
      }
      capabilities.colors = colors
    }
    self.theme = theme
    appearance = Appearance(theme: theme, capabilities: capabilities)
    watchTheme()
  }

  /// Draws in a theme as its file has just become, or tells the mistake in it.
  private func follow(_ news: Result<Theme, ShellError>) {
    switch news {
    case .success(let theme):
      self.theme = theme
      appearance = Appearance(theme: theme, capabilities: appearance.capabilities)
    case .failure(let error): update(.notice(error.message))
    }
  }

  private func watchTheme() {
    themeWatch = ThemeWatch(theme.name) { [themeNews, wake] news in
      themeNews.put(news)
      wake.wake()
    }
  }

  private func start(_ request: RunRequest) {
    do {
      try runs.start(request)
      update(.newRun)
      update(.snapshot(runs.current.snapshot))
    } catch {
      update(.notice(ShellError(error).message))
    }
  }

  // MARK: - Leaving

  private func leave(because interruption: Interruption) {
    // A closed terminal shows in two ways; that is no second wish, and the run is still being saved.
    if isLeaving, interruption == .hangup { return }
    signal = interruption.signalNumber
    leave()
  }

  /// A run that is trained here is saved first; asked for the second time, the program ends at once.
  private func leave() {
    if isLeaving {
      terminal.close()
      for folder in runs.unsavedFolders { writeToStandardError(resumeAdvice(folder)) }
      _exit(128 + (signal ?? SIGINT))
    }
    isLeaving = true
    runs.current.leave()
  }
}

extension Interruption {
  fileprivate var signalNumber: Int32 {
    switch self {
    case .interrupt: SIGINT
    case .terminate: SIGTERM
    case .hangup: SIGHUP
    }
  }
}
