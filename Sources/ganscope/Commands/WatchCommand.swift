import ArgumentParser

struct WatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Open the live screen and train (this is the default).")

  @OptionGroup var options: TrainingOptions
  @OptionGroup var screen: ScreenOptions

  func run() async throws {
    let setup = try TrainingSetup(options)
    try await LiveScreen(
      setup: setup, options: options, isChoosing: options.recipe == nil, screen: screen
    ).run()
  }
}
