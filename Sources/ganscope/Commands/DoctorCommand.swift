import ArgumentParser
import CursesTerminal
import Terminal

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Look at terminal, machine and files, and say what to mend.",
    discussion: """
      Each finding is ok, a note (it works, but could be better) or a problem. The exit code is 69 if \
      something stands against the live screen here, else 0.
      """)

  @OptionGroup var folders: DataFolders

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() async throws {
    let report = try await printReport()
    if !report.canOpenScreen { throw ExitCode(ShellStatus.unavailable.rawValue) }
  }

  @MainActor private func printReport() throws -> DoctorReport {
    // What cannot be read of the user's options is among the findings.
    let configuration = (try? ScreenConfiguration.ofUser()) ?? ScreenConfiguration()
    let terminal = TerminalCheckup(
      try ScreenOptions.parse([]).completed(by: configuration).terminal)
    let report = DoctorReport(
      terminal.findings + MachineCheckup().findings
        + FilesCheckup(searchPath: folders.searchPath).findings)
    if json {
      try StandardOutput.write(report.json)
    } else {
      try StandardOutput.writeLine(report.text)
      try drawTestCard(terminal.capabilities)
    }
    return report
  }

  /// Only where somebody sees it.
  @MainActor private func drawTestCard(_ capabilities: TerminalCapabilities) throws {
    guard StandardOutput.isTerminal else { return }
    let card = TestCard(capabilities: capabilities).text(columns: PrintedOutput.columns)
    try StandardOutput.writeLine("\n" + card)
  }
}
