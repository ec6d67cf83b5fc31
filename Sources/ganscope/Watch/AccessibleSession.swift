import Foundation
import Screens
import Session

/// Tells a run in sentences on standard output, and takes commands as lines of standard input.
///
/// This is what `WatchSession` is for a screen. There is no prompt: it would be read out again and again,
/// and stand in the way of what is told.
@MainActor final class AccessibleSession {
  /// What there is to attend to.
  private enum Occasion: Sendable {
    case news
    case line(String)
    case endOfInput
    case interrupted
  }

  private let occasions: AsyncStream<Occasion>
  private let report: AsyncStream<Occasion>.Continuation
  private let options: TrainingOptions
  private let runs: RunSuccession
  private let stop: SignalStop
  private let start = ContinuousClock.now
  private var screen: WatchScreen
  private var narrator = Narrator()
  /// What was told to be wrong, as long as it is.
  private var toldTrouble: String?
  private var canHear = true
  private var isLeaving = false

  /// - Parameters:
  ///   - opening: makes the run that is told at first.
  ///   - screen: does what commands say; nobody sees it.
  ///   - options: with which another run is begun.
  init(
    _ opening: (@escaping @Sendable () -> Void) throws -> any WatchedRun, _ screen: WatchScreen,
    options: TrainingOptions
  ) throws {
    let (occasions, report) = AsyncStream.makeStream(of: Occasion.self)
    (self.occasions, self.report, self.options, self.screen) = (occasions, report, options, screen)
    runs = RunSuccession(try opening { report.yield(.news) })
    stop = SignalStop { report.yield(.interrupted) }
  }

  func run() async -> WatchSession.Ending {
    say("Type a command and Enter at any time; help lists all, quit ends.")
    runs.current.start()
    listen()
    for await occasion in occasions {
      attend(to: occasion)
      if let ending { return ending }
    }
    preconditionFailure("the stream of occasions has no end")
  }

  /// Reads lines on a thread of its own, as reading waits.
  private func listen() {
    Thread.detachNewThread { [report] in
      while let line = readLine() { report.yield(.line(line)) }
      report.yield(.endOfInput)
    }
  }

  /// How the session has ended: where nobody can say more, with the run.
  private var ending: WatchSession.Ending? {
    guard let outcome = runs.current.outcome, runs.haveAllEnded else { return nil }
    let isHopeless = runs.current.failedAtOnce && !runs.hasEarlierRuns
    guard isLeaving || isHopeless else { return nil }
    return WatchSession.Ending(
      outcome: outcome, earlier: runs.farewells, failures: runs.failures, signal: stop.firstSignal)
  }

  // MARK: - Attending

  private func attend(to occasion: Occasion) {
    switch occasion {
    case .news: follow()
    case .line(let line): answer(line)
    case .endOfInput: canHear = false
    case .interrupted: leave()
    }
    if !canHear, runs.current.snapshot.isOver { leave() }
  }

  private func follow() {
    let snapshot = runs.current.snapshot
    tell(narrator.follow(snapshot, at: start.duration(to: .now) / .seconds(1)))
    update(.snapshot(snapshot))
    for message in runs.takeMessages() { update(message) }
  }

  private func answer(_ line: String) {
    if line.trimmingCharacters(in: .whitespaces) == "status" { return tell(narrator.status) }
    let (effects, answer) = screen.perform(spoken: line)
    tell(answer)
    for effect in effects { carryOut(effect) }
  }

  private func update(_ message: Message) {
    for effect in screen.update(message) { carryOut(effect) }
    if let notice = screen.takeNotice() { say(notice) }
    guard screen.trouble != toldTrouble else { return }
    toldTrouble = screen.trouble
    say(toldTrouble.map { "Attention: \($0)" } ?? "That is over: all is well again.")
  }

  private func carryOut(_ effect: Effect) {
    switch effect {
    case .send(let command):
      if let refusal = runs.current.send(command) { update(.refused(refusal)) }
    case .startRun(let request): start(request)
    case .listRecipes: update(.library(RunLibrary(dataDirectory: options.dataDirectory)))
    case .quit: leave()
    // All else is for eyes.
    default: break
    }
  }

  /// Starts another run in place of the present one, which goes on where that cannot be.
  private func start(_ request: RunRequest) {
    do {
      let options = options.another(
        recipe: request.recipe, dataset: request.dataset, seed: request.seed)
      runs.succeed(
        with: BackgroundTraining(
          try TrainingSetup(options), onChange: { [report] in report.yield(.news) }))
      narrator = Narrator()
      update(.newRun)
      follow()
    } catch {
      update(.notice(ShellError(error).message))
    }
  }

  private func leave() {
    guard !isLeaving else { return }
    isLeaving = true
    runs.current.leave()
  }

  // MARK: - Telling

  private func tell(_ lines: [String]) {
    for line in lines { say(line) }
  }

  /// Writes a line; where nobody reads any more the run is saved and the program ends.
  private func say(_ line: String) {
    do {
      try StandardOutput.writeLine(line)
    } catch {
      leave()
    }
  }
}

extension TrainingSnapshot {
  /// Whether nothing more will be trained.
  fileprivate var isOver: Bool {
    switch phase {
    case .finished, .failed: true
    default: false
    }
  }
}
