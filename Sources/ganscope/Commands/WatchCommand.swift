import ArgumentParser
import RunStore

struct WatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Open the live screen and train (this is the default).",
    discussion: """
      With --attach the screen shows a run that another process trains, and its keys drive that \
      training; quitting leaves it as it is.
      """)

  @OptionGroup var options: TrainingOptions
  @OptionGroup var screen: ScreenOptions
  @OptionGroup var commands: CommandOptions

  @Option(help: ArgumentHelp("Show a run that another process trains.", valueName: "run"))
  var attach: String?

  func validate() throws {
    guard attach != nil, options.namesTraining else { return }
    throw ValidationError("--attach shows a run as it is: leave out what says how to train one")
  }

  func run() async throws {
    if let attach { return try await self.attach(to: attach) }
    let setup = try TrainingSetup(options)
    try await LiveScreen(
      opening: { BackgroundTraining(setup, onChange: $0) }, options: options,
      isChoosing: options.recipe == nil && commands.lines.isEmpty, screen: screen,
      commands: commands.lines
    ).run()
  }

  private func attach(to name: String) async throws {
    let directory = try RunCatalogue().existing(name)
    try await LiveScreen(
      opening: { try AttachedRun(directory, name: name, onChange: $0) }, isAttached: true,
      options: options, screen: screen, commands: commands.lines
    ).run()
  }
}
