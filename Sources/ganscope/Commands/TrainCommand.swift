import ArgumentParser
import Foundation
import RunStore
import Session
import Training

struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train without a screen.",
    discussion: "Ctrl-C ends the run after the current batch and saves it.")

  @OptionGroup var options: TrainingOptions

  @Flag(help: "Print one JSON object a line.")
  var json = false

  @Option(name: .customLong("report-every"), help: "With --json, print only every Nth batch.")
  var reportEvery = 1

  @Option(
    help: ArgumentHelp(
      "Write all that the first batches drew, computed and changed (safetensors).",
      valueName: "file"))
  var trace: String?

  @Option(name: .customLong("trace-batches"), help: "How many batches a trace has, 1 to 100.")
  var traceBatches = 5

  func validate() throws {
    guard reportEvery >= 1 else {
      throw ValidationError("--report-every is \(reportEvery), but must be at least 1")
    }
    try require(traceBatches, in: 1...100, "--trace-batches")
  }

  func run() async throws {
    let setup = try TrainingSetup(options)
    let mailbox = CommandMailbox()
    let stop = SignalStop { mailbox.send(.stop) }
    let unread = UnreadReport { mailbox.send(.stop) }
    let trace = trace.map {
      TraceWriter(path: $0, batches: traceBatches, whenFailing: unread.note)
    }
    let feed = SnapshotFeed()

    var settings = TrainingActor.Settings()
    settings.whenDiverged = .stop
    let actor = TrainingActor(mailbox: mailbox, feed: feed, settings: settings)
    let outcome = await actor.run(
      preparing: { try setup.makeTrainer(tracedBy: trace, report: $0) },
      recordingWith: { [json, reportEvery] run in
        let keeper = try setup.makeRecorder(of: run) { error in
          writeToStandardError("ganscope: \(error.description)\n")
        }
        let reporter: any RunRecorder =
          json
          ? JSONReporter(
            run, place: keeper.directory.path, every: reportEvery, whenUnread: unread.note)
          : ProgressReporter(run)
        return RecorderPair(keeper, reporter)
      })
    trace?.finish()
    let saved = try outcome.get()
    if !json { try StandardOutput.writeLine("saved in \(saved)") }
    if let error = unread.error { throw error }
    if let signal = stop.firstSignal { throw ExitCode(128 + signal) }
    try requireConvergence(feed.snapshot, saved)
  }

  private func requireConvergence(_ last: TrainingSnapshot, _ place: String) throws {
    guard let alarm = last.events.first(where: { $0.kind == .diverged }) else { return }
    throw ShellError(
      "the training diverged: a loss is not a number at batch \(alarm.step); saved in \(place); "
        + "try lower rates with --generator-rate and --discriminator-rate", .badData)
  }
}
