import ArgumentParser
import CursesTerminal
import Foundation
import Screens
import Terminal

/// The live screen from its opening to the shell's next prompt.
struct LiveScreen {
  let setup: TrainingSetup
  /// With what another run is begun on the screen.
  let options: TrainingOptions
  /// Whether a list of all recipes is open at first.
  let isChoosing: Bool
  let screen: ScreenOptions

  func run() async throws {
    try await open()
  }

  @MainActor private func open() throws {
    CrashReports.makeNonInteractive()
    let theme = try ThemeCatalogue().theme(screen.theme)
    let terminal = try CursesTerminal(TerminalOptions(asciiOnly: screen.ascii))
    let appearance = Appearance(theme: theme, capabilities: terminal.capabilities)
    guard
      let session = WatchSession(
        setup, options: options, isChoosing: isChoosing, terminal: terminal, appearance: appearance)
    else {
      terminal.close()
      throw ShellError("no file descriptor is left; close some programs", .inputOutput)
    }
    let ending = session.run()
    terminal.close()
    for failure in ending.failures { writeToStandardError("ganscope: \(failure)\n") }
    for place in ending.earlier { try StandardOutput.writeLine("saved in \(place)") }
    let place = try ending.outcome.get()
    try StandardOutput.writeLine("saved in \(place)")
    if let signal = ending.signal { throw ExitCode(128 + signal) }
  }
}
