import ArgumentParser
import Screens

/// Command lines of the live screen that are given at its start.
struct CommandOptions: ParsableArguments {
  @Option(
    name: .customLong("command"),
    help: ArgumentHelp(
      """
      Do what this line does behind a colon, as soon as the training has begun; several one after the \
      other, such as --command "lr g 1e-4" --command "until 20".
      """, valueName: "line"))
  var lines: [String] = []

  func validate() throws {
    // The themes are files, which nobody reads without need.
    guard !lines.isEmpty else { return }
    let settings = WatchSettings(themes: ThemeCatalogue().names)
    for line in lines {
      guard let problem = WatchScreen.objection(toLine: line, settings: settings) else { continue }
      throw ValidationError("--command '\(line)': \(problem)")
    }
  }
}
