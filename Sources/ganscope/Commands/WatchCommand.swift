import ArgumentParser
import CursesTerminal
import Foundation
import Screens
import Terminal

struct WatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Open the live screen and train (this is the default).")

  @OptionGroup var options: TrainingOptions

  @Option(help: "A theme's name, or a .theme file as btop has them.")
  var theme = Theme.defaultName

  @Flag(help: "Draw with ASCII characters only.")
  var ascii = false

  func run() async throws {
    try await watch()
  }

  @MainActor private func watch() throws {
    CrashReports.makeNonInteractive()
    let setup = try TrainingSetup(options)
    let theme = try ThemeCatalogue().theme(theme)
    let terminal = try CursesTerminal(TerminalOptions(asciiOnly: ascii))
    let appearance = Appearance(theme: theme, capabilities: terminal.capabilities)
    guard
      let session = WatchSession(
        setup, options: options, terminal: terminal, appearance: appearance)
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
