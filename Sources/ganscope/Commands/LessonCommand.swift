import ArgumentParser

struct LessonCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson", abstract: "Learn what a GAN is: a guided tour of the live screen.",
    discussion: """
      Trains like 'watch', with a lesson beside it that says page by page what is to be seen and what \
      to try. Enter turns the page.
      """)

  @OptionGroup var options: TrainingOptions
  @OptionGroup var screen: ScreenOptions

  func run() async throws {
    let setup = try TrainingSetup(options)
    try await LiveScreen(
      opening: { BackgroundTraining(setup, onChange: $0) }, options: options, screen: screen,
      opensLesson: true
    ).run()
  }
}
