import ArgumentParser
import RunStore
import Session
import Training

struct ResumeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Go on with a run where it ended.",
    discussion: """
      Optimizers, random numbers and the order of the images go on too: the run comes out the same, bit \
      for bit, as if it had never stopped. After a kill it goes back to the last checkpoint and \
      trains the batches since then again, with the knobs as they were turned.
      """)

  @Argument(help: ArgumentHelp("A run's name, or its folder.", valueName: "run"))
  var name: String

  @OptionGroup var report: ReportOptions
  @OptionGroup var screen: ScreenOptions
  @OptionGroup var commands: CommandOptions

  @Flag(help: "Open the live screen.")
  var watch = false

  @Option(help: "The branch on which to go on; the one that was trained last if not given.")
  var branch: String?

  @Option(help: "How many epochs the run is to have in all.")
  var epochs: Int?

  @Option(help: "How many threads compute; one per processor core if not given.")
  var threads: Int?

  func validate() throws {
    try require(epochs, in: 1...1_000_000, "--epochs")
    try require(threads, in: 1...1024, "--threads")
  }

  func run() async throws {
    let directory = try RunCatalogue().existing(name)
    let lock = try directory.lockForTraining()
    let reader = try RunReader(directory)
    let setup = try TrainingSetup(
      continuing: reader, lock: lock, branch: branch, epochs: epochs, threads: threads)
    if watch {
      try await LiveScreen(
        opening: { BackgroundTraining(setup, onChange: $0) }, options: TrainingOptions.parse([]),
        screen: screen, commands: commands.lines
      ).run()
    } else {
      try requireRest(reader, setup)
      if !report.json { try tellWayBack(reader, setup) }
      try await HeadlessTraining(setup: setup, options: report).run()
    }
  }

  /// It may take a while before there is news.
  private func tellWayBack(_ reader: RunReader, _ setup: TrainingSetup) throws {
    guard let line = setup.history?.line else { return }
    let last = try reader.keptSteps(onLineOf: line.branch).last ?? 0
    guard last < line.step else { return }
    try StandardOutput.writeLine(
      "training batches \(last + 1) to \(line.step) again, which no checkpoint has")
  }

  private func requireRest(_ reader: RunReader, _ setup: TrainingSetup) throws {
    let overview = try reader.overview()
    // One that was killed after its last batch lacks its end, and perhaps its last checkpoint.
    guard overview.status != .running else { return }
    let run = overview.record.description
    let (step, total) = (setup.history?.line?.step ?? 0, epochs ?? run.epochs)
    guard step >= total * run.batchesPerEpoch else { return }
    throw ShellError(
      "\(name): has all of its \(total) epochs: give it more with --epochs, or another --branch, or "
        + "take another turn with --watch", .usage)
  }
}
