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

  @Option(name: .customLong("report-every"), help: "With --json, print every so manieth batch.")
  var reportEvery = 1

  func validate() throws {
    guard reportEvery >= 1 else {
      throw ValidationError("--report-every is \(reportEvery), but must be at least 1")
    }
  }

  func run() async throws {
    StandardOutput.ignoreBrokenPipes()
    let setup = try TrainingSetup(options)
    let mailbox = CommandMailbox()
    let stop = SignalStop { mailbox.send(.stop) }

    var settings = TrainingActor.Settings()
    settings.whenDiverged = .stop
    let actor = TrainingActor(mailbox: mailbox, feed: SnapshotFeed(), settings: settings)
    let makeReporter = makeReporter(place: setup.directory.path, mailbox)
    let outcome = await actor.run(
      preparing: { try setup.makeTrainer(report: $0) },
      recordingWith: { run in
        let keeper = setup.makeRecorder(of: run) { error in
          writeToStandardError("ganscope: \(error.description)\n")
        }
        return RecorderPair(keeper, makeReporter(run))
      })
    let place = try outcome.get()
    if !json { try StandardOutput.write("saved in \(place)\n") }
    if let signal = stop.firstSignal { throw ExitCode(128 + signal) }
  }

  private func makeReporter(
    place: String, _ mailbox: CommandMailbox
  ) -> @Sendable (RunDescription) -> any RunRecorder {
    guard json else { return { ProgressReporter($0) } }
    let every = reportEvery
    return { run in
      JSONReporter(run, place: place, every: every) { mailbox.send(.stop) }
    }
  }
}
