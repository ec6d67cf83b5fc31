import ArgumentParser
import Foundation
import RunStore
import Session
import Synchronization
import Training

/// A training without a screen, which reports on standard output.
struct HeadlessTraining {
  let setup: TrainingSetup
  let options: ReportOptions
  /// Where to write a trace, and of how many batches, if one is wanted.
  var trace: (path: String, batches: Int)?

  /// Trains to the end, or until a signal comes or nobody reads on.
  func run() async throws {
    let mailbox = CommandMailbox()
    let place = Mutex<String?>(nil)
    let stop = SignalStop(unsaved: { place.withLock(\.self) }) { mailbox.send(.stop) }
    let unread = UnreadReport { mailbox.send(.stop) }
    let trace = trace.map {
      TraceWriter(path: $0.path, batches: $0.batches, whenFailing: unread.note)
    }
    let feed = SnapshotFeed()

    var settings = TrainingActor.Settings()
    settings.whenDiverged = .stop
    settings.checkpointInterval = setup.checkpointInterval
    settings.pausesOnAlarm = setup.pausesOnAlarm
    let bridge = LiveBridge(mailbox: mailbox, feed: feed, asksForSamples: true)
    let actor = TrainingActor(mailbox: mailbox, feed: feed, settings: settings)
    let outcome = await actor.run(
      continuing: setup.history,
      preparing: { [setup] in try setup.makeTrainer(tracedBy: trace, report: $0) },
      recordingWith: { [setup, options] run in
        let keeper = try setup.makeRecorder(of: run, whenStorageChanges: Self.report)
        place.withLock { $0 = keeper.directory.path }
        bridge.start(in: keeper.directory)
        return RecorderPair(keeper, Self.reporter(run, keeper, options, unread))
      })
    bridge.stop()
    trace?.finish()
    let saved = try outcome.get()
    if !options.json { try StandardOutput.writeLine("saved in \(saved)") }
    if let error = unread.error { throw error }
    if let signal = stop.firstSignal { throw ExitCode(128 + signal) }
    try requireConvergence(feed.snapshot, saved)
  }

  private static func reporter(
    _ run: RunDescription, _ keeper: RunWriter, _ options: ReportOptions, _ unread: UnreadReport
  ) -> any RunListener {
    options.json
      ? JSONReporter(
        run, place: keeper.directory.path, every: options.reportEvery ?? 1,
        whenUnread: unread.note)
      : ProgressReporter(run, every: options.reportEvery)
  }

  /// Says that the run cannot be kept on disk, or that it is again.
  private static func report(_ problem: RunStoreError?) {
    let line =
      problem.map { "\($0.description); training goes on in memory" } ?? "writing to disk again"
    writeToStandardError("ganscope: \(line)\n")
  }

  private func requireConvergence(_ last: TrainingSnapshot, _ place: String) throws {
    // Who goes on with such a run, and trains it to its end, has been told.
    guard !last.isTrainedToEnd, let (step, alarm) = last.line.divergence else { return }
    throw ShellError(
      "the training diverged at batch \(step): \(alarm.seen); saved in \(place); "
        + "try lower rates with --generator-rate and --discriminator-rate", .badData)
  }
}

extension TrainingSnapshot {
  fileprivate var isTrainedToEnd: Bool {
    run.map { step >= $0.epochs * $0.batchesPerEpoch } ?? false
  }
}

extension BranchLine {
  /// The last alarm of numbers that run away or are none, with its batch.
  fileprivate var divergence: (step: Int, alarm: Alarm)? {
    for event in events.reversed() {
      if case .alarm(let alarm) = event.kind, alarm.kind == .divergence {
        return (event.step, alarm)
      }
    }
    return nil
  }
}
