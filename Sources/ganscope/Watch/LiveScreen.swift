import ArgumentParser
import CursesTerminal
import Foundation
import Screens
import Terminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The live screen from its opening to the shell's next prompt.
struct LiveScreen {
  /// What is shown at first; it calls the function that it is given when there is something new.
  let opening: @Sendable (@escaping @Sendable () -> Void) throws -> any WatchedRun
  /// Whether another process trains that run.
  var isAttached = false
  /// With what another run is begun on the screen.
  let options: TrainingOptions
  /// Whether a list of all recipes is open at first.
  var isChoosing = false
  let screen: ScreenOptions
  /// Command lines to be done once the training has begun.
  var commands: [String] = []
  /// Whether the lesson is open at first.
  var opensLesson = false

  func run() async throws {
    try await open()
  }

  @MainActor private func open() async throws {
    if screen.accessible { return try await narrate() }
    let catalogue = ThemeCatalogue()
    let screen = screen.completed(by: try .ofUser())
    let theme = try catalogue.theme(screen.theme)
    let history = CommandHistory()
    let settings = WatchSettings(
      keys: try .ofUser(), themes: catalogue.names, theme: screen.theme, history: history.lines,
      commands: commands, reducesMotion: screen.reducesMotion, opensLesson: opensLesson)
    guard let wake = WakePipe() else {
      throw ShellError("no file descriptor is left; close some programs", .inputOutput)
    }
    let run = try opening { wake.wake() }
    guard let terminal = try openTerminal(screen.terminal) else { return try await narrate() }
    let view = WatchScreen(
      choosingFrom: isChoosing ? TrainingOptions.defaultRecipe : nil, isAttached: isAttached,
      settings: settings)
    let session = WatchSession(
      run, view, options: options, terminal: terminal, theme: theme, wake: wake)
    do {
      if let file = self.screen.record { try session.record(into: file) }
    } catch {
      terminal.close()
      throw error
    }
    let ending = session.run()
    terminal.close()
    history.save(session.screen.commandHistory)
    try tell(ending)
  }

  /// The terminal, or nil where it cannot be drawn on but a person sits before it.
  @MainActor private func openTerminal(
    _ options: TerminalOptions
  ) throws -> CursesTerminal? {
    do {
      return try CursesTerminal(options)
    } catch {
      guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw error }
      // Who wants a recording is not to wait for one that never comes.
      guard screen.record == nil else { throw error }
      writeToStandardError("ganscope: \(error); until then the run is told in sentences\n")
      return nil
    }
  }

  /// Tells the run instead of drawing it.
  @MainActor private func narrate() async throws {
    let view = WatchScreen(
      library: RunLibrary(dataDirectory: options.dataDirectory), isAttached: isAttached,
      settings: WatchSettings(commands: commands, isSpoken: true))
    let session = try AccessibleSession(opening, view, options: options)
    try tell(await session.run())
  }

  /// Says how everything has ended.
  private func tell(_ ending: RunSuccession.Ending) throws {
    for failure in ending.failures { writeToStandardError("ganscope: \(failure)\n") }
    do {
      for line in ending.earlier + [try ending.outcome.get()] { try StandardOutput.writeLine(line) }
    } catch let error as ShellError where error.status == .inputOutput && ending.signal == SIGHUP {
      // Nobody is there any more to be told.
    }
    if let signal = ending.signal { throw ExitCode(128 + signal) }
  }
}
