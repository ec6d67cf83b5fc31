internal import GANs
internal import RunStore
package import Session

/// Trains a GAN batch by batch, follows commands between two batches, and publishes what a screen
/// shows.
///
/// It runs on an executor of its own. It never waits for a reader of its snapshots; while it is
/// paused it is suspended until a command comes.
package actor TrainingActor {
  /// What the actor does when the training diverges: when a number is not finite any more, or when losses or
  /// gradients run away.
  package enum DivergenceResponse: Sendable {
    /// Pauses, for a person to decide.
    case pause
    /// Ends the run.
    case stop
  }

  package struct Settings: Sendable {
    package var startsPaused = false
    package var whenDiverged = DivergenceResponse.pause
    /// Whether it waits for commands when all epochs are done: a branch may go on from any of them.
    package var staysOpen = false
    /// How often a snapshot is published at most.
    package var snapshotInterval = Duration.milliseconds(33)
    /// How often the live samples are made anew while somebody looks at them.
    package var liveSampleInterval = Duration.seconds(1)
    /// How often the view that somebody looks at is made anew at most while it trains.
    package var viewInterval = Duration.milliseconds(250)
    /// The greatest share of the training's time that views may take, above 0 to 1; where one costs
    /// much they come less often.
    package var viewShare = 0.1
    /// Whether somebody looks at live samples from the beginning.
    package var showsLiveSamples = false
    /// After how many batches checkpoints come besides those at the ends of epochs, or nil for none.
    package var checkpointInterval: Int?
    /// Whether the run is paused when an alarm is raised.
    package var pausesOnAlarm = false

    package init() {}
  }

  private let executor = TrainingExecutor()
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  let mailbox: CommandMailbox
  let feed: SnapshotFeed
  let settings: Settings
  let clock = ContinuousClock()
  var control: TrainingControl
  var showsLiveSamples: Bool
  var speed = SpeedMeter()
  var snapshot = TrainingSnapshot(phase: .preparing("starting"))
  var lastPublished: ContinuousClock.Instant?
  var lastLiveSamples: ContinuousClock.Instant?
  /// What somebody looks at besides the samples.
  var viewRequest: SampleViewRequest?
  /// Whether it has to be made as soon as it is due.
  var isViewOutdated = false
  var lastView: ContinuousClock.Instant?
  /// How long after the last view the next one is due.
  var viewPause = Duration.zero
  /// What looks for signs that something goes wrong; nil where nothing does.
  var diagnosis: Diagnosis?
  /// Who reads the samples in this session, as soon as that is known.
  var judge: JudgeDescription?
  /// Whether the end of all epochs is on disk, with all that was done since.
  var isEndSaved = false
  /// The networks before their first batch, from which every state of the run can be made again.
  var fresh: (any Trainer)?

  package init(mailbox: CommandMailbox, feed: SnapshotFeed, settings: Settings = Settings()) {
    self.mailbox = mailbox
    self.feed = feed
    self.settings = settings
    showsLiveSamples = settings.showsLiveSamples
    control = TrainingControl(startsPaused: settings.startsPaused)
  }

  /// Prepares a trainer, trains it to its end or until it is told to stop, and saves the run.
  ///
  /// The last snapshot says how it ended.
  ///
  /// - Parameters:
  ///   - history: what has been trained of the run before, or nil for a new run.
  ///   - prepare: loads the data and builds the networks as they are before the first batch; it is given
  ///     a function that shows the user what it is doing.
  ///   - makeRecorder: opens the place where the run is kept, once all input has proven good.
  /// - Returns: where the run was saved, or why it was not.
  @discardableResult
  package func run(
    continuing history: RunHistory? = nil,
    preparing prepare: sending (@Sendable (String) -> Void) throws -> any Trainer,
    recordingWith makeRecorder: sending (RunDescription) throws -> any RunRecorder
  ) async -> Result<String, any Error> {
    let outcome = await outcome(history, preparing: prepare, recordingWith: makeRecorder)
    switch outcome {
    case .success(let place): snapshot.phase = .finished(place)
    case .failure(let error): snapshot.phase = .failed(String(describing: error))
    }
    publish()
    return outcome
  }

  private func outcome(
    _ history: RunHistory?,
    preparing prepare: sending (@Sendable (String) -> Void) throws -> any Trainer,
    recordingWith makeRecorder: sending (RunDescription) throws -> any RunRecorder
  ) async -> Result<String, any Error> {
    defer { fresh?.stopJudging() }
    do {
      var trainer = try prepare { [feed] activity in
        feed.publish(TrainingSnapshot(phase: .preparing(activity)))
      }
      let recorder = try makeRecorder(trainer.run)
      fresh = trainer
      snapshot.run = trainer.run
      snapshot.knobs = trainer.knobs
      if let history {
        try takeUp(history, &trainer, recorder)
      } else {
        begin(trainer, recorder)
      }
      beginDiagnosis(of: trainer, recorder)
      await train(&trainer, recorder)
      return .success(try recorder.finish(finiteState(of: trainer, .end)))
    } catch {
      return .failure(error)
    }
  }

  // MARK: - The loop

  func begin(_ trainer: any Trainer, _ recorder: any RunRecorder) {
    note(.started, recorder)
    noteJudge(of: trainer, recorder)
    keep(trainer.sampleGrid(endsEpoch: true), recorder)
    keepState(of: trainer, .start, recorder)
    publish()
  }

  private func train(_ trainer: inout any Trainer, _ recorder: any RunRecorder) async {
    while control.mode != .stopped {
      follow(mailbox.takeAll(), &trainer, recorder)
      switch control.mode {
      case .stopped:
        break
      case .paused:
        if takeReadings(&trainer, all: true, recorder) { publish() }
        await waitForCommand(trainer)
      case .running, .runningUntil, .steppingBatch, .steppingSlowly, .steppingEpoch:
        if isComplete {
          await complete(&trainer, recorder)
        } else {
          trainBatch(&trainer, recorder)
        }
      }
    }
    // Who leaves does not wait for a judge; what one who is there can read is not lost.
    takeReadings(&trainer, all: true, recorder)
    if !isComplete { note(.stopped, recorder) }
  }

  /// Whether all epochs of the present branch are done.
  var isComplete: Bool {
    guard let run = snapshot.run else { return true }
    return snapshot.step >= run.epochs * run.batchesPerEpoch
  }

  /// All epochs of the present branch are done.
  private func complete(_ trainer: inout any Trainer, _ recorder: any RunRecorder) async {
    let end = TrainingEvent(step: snapshot.step, kind: .finished)
    if !snapshot.events.contains(end) { note(.finished, recorder) }
    takeReadings(&trainer, all: true, recorder)
    if trainer.awaitsJudge, !settings.staysOpen {
      publish()
      return await waitForCommand(trainer)
    }
    guard settings.staysOpen else {
      control.stop()
      return
    }
    if !isEndSaved { saveEnd(of: trainer, recorder) }
    bringViewUpToDate(trainer)
    publish()
    await waitForCommand(trainer)
  }

  private func saveEnd(of trainer: any Trainer, _ recorder: any RunRecorder) {
    do {
      snapshot.phase = .finished(try recorder.finish(finiteState(of: trainer, .end)))
      isEndSaved = true
    } catch {
      // It waits in memory; the end of the session is the next attempt.
      snapshot.phase = .finished("not saved yet: \(error)")
    }
  }

  private func trainBatch(_ trainer: inout any Trainer, _ recorder: any RunRecorder) {
    let start = clock.now
    let metrics = trainNextBatch(&trainer)
    snapshot.line.metrics.append(metrics)
    recorder.record(metrics)
    let endsEpoch = metrics.batch == trainer.run.batchesPerEpoch
    if endsEpoch { note(.epochEnded(metrics.epoch), recorder) }
    if let goal = control.batchEnded(metrics, endsEpoch: endsEpoch) {
      note(.reached(goal), recorder)
    }
    watchForDivergence(metrics, trainer, recorder)
    diagnose(metrics, trainer, recorder)
    takeReadings(&trainer, all: false, recorder)
    makeSamples(trainer, after: metrics, recorder)
    makeViewIfDue(trainer)
    // After all that belongs to the batch, so that who goes on from here lacks none of it.
    if endsEpoch || settings.checkpointInterval.map({ metrics.step.isMultiple(of: $0) }) == true {
      keepState(of: trainer, .epoch, recorder)
    }
    speed.record(images: trainer.run.batchSize, seconds: start.duration(to: clock.now).seconds)
    publishIfDue()
  }

  private func trainNextBatch(_ trainer: inout any Trainer) -> BatchMetrics {
    guard control.mode == .steppingSlowly else { return trainer.trainBatch() }
    let slow = trainer.trainSlowly()
    snapshot.slowStep = slow.record
    return slow.metrics
  }

  private func makeSamples(
    _ trainer: any Trainer, after metrics: BatchMetrics, _ recorder: any RunRecorder
  ) {
    if isGridDue(after: metrics) {
      keep(grid(of: trainer, after: metrics), recorder)
    } else if showsLiveSamples,
      control.mode == .paused || isDue(lastLiveSamples, settings.liveSampleInterval)
    {
      showNow(trainer)
    }
  }

  func isGridDue(after metrics: BatchMetrics) -> Bool {
    guard let run = snapshot.run else { return false }
    return SampleSchedule(batchesPerEpoch: run.batchesPerEpoch)
      .isDue(epoch: metrics.epoch, batch: metrics.batch)
  }

  func grid(of trainer: any Trainer, after metrics: BatchMetrics) -> SampleGrid {
    trainer.sampleGrid(endsEpoch: metrics.batch == trainer.run.batchesPerEpoch)
  }

  /// Makes the live samples anew.
  func showNow(_ trainer: any Trainer) {
    snapshot.live = trainer.sampleGrid(endsEpoch: false)
    lastLiveSamples = clock.now
  }
}

extension Duration {
  /// The duration in seconds.
  fileprivate var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
