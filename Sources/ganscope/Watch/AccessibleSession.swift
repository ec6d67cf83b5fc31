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
    (self.occasions, self.report, self.screen) = (occasions, report, screen)
    let tellNews: @Sendable () -> Void = { report.yield(.news) }
    let run = try opening(tellNews)
    runs = RunSuccession(run, options: options, onChange: tellNews)
    stop = SignalStop(unsaved: { run.unsavedFolder }) { report.yield(.interrupted) }
  }

  func run() async -> RunSuccession.Ending {
    say("Type a command and Enter at any time; help lists all, quit ends.")
    runs.current.start()
    listen()
    for await occasion in occasions {
      attend(to: occasion)
      if let ending = runs.ending(isLeaving: isLeaving, signal: stop.firstSignal) { return ending }
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

  // MARK: - Attending

  private func attend(to occasion: Occasion) {
    switch occasion {
    case .news: follow()
    case .line(let line): answer(line)
    case .endOfInput: canHear = false
    case .interrupted: leave()
    }
    if !canHear, runs.current.snapshot.phase.isOver { leave() }
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
      if let refusal = runs.send(command) { update(refusal) }
    case .startRun(let request): start(request)
    case .listRecipes: update(.library(runs.library))
    case .quit: leave()
    // All else is for eyes.
    default: break
    }
  }

  private func start(_ request: RunRequest) {
    do {
      try runs.start(request)
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
