import CursesTerminal
import Screens
import Session
import Terminal
import Training

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs the live screen and its training side by side, until both have ended.
///
/// This is the runtime of the screen: it waits for events, hands them to the screen as messages,
/// carries out the effects that come back, and paints.
@MainActor final class WatchSession {
  /// How a session ended.
  struct Ending {
    /// Where the run was saved, or why it was not.
    let outcome: Result<String, any Error>
    /// The signal that ended it, if one did.
    let signal: Int32?
  }

  private let terminal: CursesTerminal
  private let appearance: Appearance
  private let wake: WakePipe
  private let training: BackgroundTraining
  private let clock = ContinuousClock()
  private let start = ContinuousClock.now
  private var screen = WatchScreen()
  private var isLeaving = false
  private var isTerminalGone = false
  private var signal: Int32?

  /// Nil if the process has no file descriptor left.
  init?(_ setup: TrainingSetup, terminal: CursesTerminal, appearance: Appearance) {
    guard let wake = WakePipe() else { return nil }
    self.terminal = terminal
    self.appearance = appearance
    self.wake = wake
    training = BackgroundTraining(setup, onChange: { wake.wake() })
  }

  func run() -> Ending {
    paint()
    training.start()
    while true {
      handle(terminal.nextEvent(wake: wake, deadline: nextTick))
      if let outcome = training.outcome, isLeaving || training.failedBeforeTraining {
        return Ending(outcome: outcome, signal: signal)
      }
      paint()
    }
  }

  /// When the screen moves by itself: only while it shows that something is being prepared.
  private var nextTick: ContinuousClock.Instant? {
    guard case .preparing = training.snapshot.phase else { return nil }
    return clock.now + .milliseconds(125)
  }

  private func paint() {
    guard !isTerminalGone else { return }
    var canvas = Canvas(width: terminal.width, height: terminal.height)
    screen.draw(onto: &canvas, appearance: appearance)
    terminal.paint(canvas)
  }

  // MARK: - Events

  private func handle(_ event: TerminalEvent) {
    switch event {
    case .key(let key): update(.key(key))
    case .resized(let width, let height): update(.resized(width: width, height: height))
    case .woken:
      update(.snapshot(training.snapshot))
      if let problem = training.takeProblem() { update(.alarm(problem)) }
    case .deadline: update(.tick(start.duration(to: clock.now) / .seconds(1)))
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
    case .send(let command): training.send(command)
    case .quit: leave()
    case .redraw: terminal.redraw()
    case .suspend: terminal.suspend()
    }
  }

  // MARK: - Leaving

  private func leave(because interruption: Interruption) {
    signal = interruption.signalNumber
    training.send(.stop)
    leave()
  }

  /// The run is saved first; asked for the second time, the program ends at once.
  private func leave() {
    if isLeaving {
      terminal.close()
      _exit(128 + (signal ?? SIGINT))
    }
    isLeaving = true
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
