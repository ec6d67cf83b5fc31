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

  @Option(
    name: .customLong("report-every"),
    help: "Print every Nth batch; else every batch with --json, and every epoch without.")
  var reportEvery: Int?

  @Option(
    help: ArgumentHelp(
      "Write all that the first batches drew, computed and changed (safetensors).",
      valueName: "file"))
  var trace: String?

  @Option(
    name: .customLong("trace-batches"), help: "How many batches a trace has, 1 to 100; else 5.")
  var traceBatches: Int?

  func validate() throws {
    try require(reportEvery, in: 1...1_000_000_000, "--report-every")
    try require(traceBatches, in: 1...100, "--trace-batches")
    if traceBatches != nil, trace == nil {
      throw ValidationError("--trace-batches needs --trace FILE")
    }
  }

  func run() async throws {
    let setup = try TrainingSetup(options)
    if let trace { try requireFolder(of: trace) }
    let mailbox = CommandMailbox()
    let stop = SignalStop { mailbox.send(.stop) }
    let unread = UnreadReport { mailbox.send(.stop) }
    let trace = trace.map {
      TraceWriter(path: $0, batches: traceBatches ?? 5, whenFailing: unread.note)
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
            run, place: keeper.directory.path, every: reportEvery ?? 1, whenUnread: unread.note)
          : ProgressReporter(run, every: reportEvery)
        return RecorderPair(keeper, reporter)
      })
    trace?.finish()
    let saved = try outcome.get()
    if !json { try StandardOutput.writeLine("saved in \(saved)") }
    if let error = unread.error { throw error }
    if let signal = stop.firstSignal { throw ExitCode(128 + signal) }
    try requireConvergence(feed.snapshot, saved)
  }

  /// A trace is written after hours of training, perhaps: better to know now that it cannot be.
  private func requireFolder(of file: String) throws {
    let folder = URL(filePath: file).deletingLastPathComponent().path(percentEncoded: false)
    guard FileManager.default.isWritableFile(atPath: folder) else {
      throw ShellError("\(file): cannot be written: no such folder, or no right to", .cannotCreate)
    }
  }

  private func requireConvergence(_ last: TrainingSnapshot, _ place: String) throws {
    guard let alarm = last.events.first(where: { $0.kind == .diverged }) else { return }
    throw ShellError(
      "the training diverged: a loss is not a number at batch \(alarm.step); saved in \(place); "
        + "try lower rates with --generator-rate and --discriminator-rate", .badData)
  }
}
