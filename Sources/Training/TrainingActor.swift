package import Session

/// Trains a GAN batch by batch, follows commands between two batches, and publishes what a screen
/// shows.
///
/// It runs on an executor of its own. It never waits for a reader of its snapshots; while it is
/// paused it is suspended until a command comes.
package actor TrainingActor {
  /// What the actor does when a loss is not a finite number any more.
  package enum DivergenceResponse: Sendable {
    /// Pauses, for a person to decide.
    case pause
    /// Ends the run.
    case stop
  }

  package struct Settings: Sendable {
    package var startsPaused = false
    package var whenDiverged = DivergenceResponse.pause
    /// How often a snapshot is published at most.
    package var snapshotInterval = Duration.milliseconds(33)
    /// How often the live samples are made anew for a screen, or nil for no screen.
    package var liveSampleInterval: Duration?

    package init() {}
  }

  private let executor = TrainingExecutor()
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  private let mailbox: CommandMailbox
  private let feed: SnapshotFeed
  private let settings: Settings
  private let clock = ContinuousClock()
  private var control: TrainingControl
  private var speed = SpeedMeter()
  private var snapshot = TrainingSnapshot(phase: .preparing("starting"))
  private var lastPublished: ContinuousClock.Instant?
  private var lastLiveSamples: ContinuousClock.Instant?

  package init(mailbox: CommandMailbox, feed: SnapshotFeed, settings: Settings = Settings()) {
    self.mailbox = mailbox
    self.feed = feed
    self.settings = settings
    control = TrainingControl(startsPaused: settings.startsPaused)
  }

  /// Prepares a trainer, trains it to its end or until it is told to stop, and saves the run.
  ///
  /// The last snapshot says how it ended.
  ///
  /// - Parameters:
  ///   - prepare: loads the data and builds the networks; it is given a function that shows the user
  ///     what it is doing.
  ///   - makeRecorder: opens the place where the run is kept, once all input has proven good.
  /// - Returns: where the run was saved, or why it was not.
  @discardableResult
  package func run(
    preparing prepare: sending (@Sendable (String) -> Void) throws -> any Trainer,
    recordingWith makeRecorder: sending (RunDescription) throws -> any RunRecorder
  ) async -> Result<String, any Error> {
    let outcome = await outcome(preparing: prepare, recordingWith: makeRecorder)
    switch outcome {
    case .success(let place): snapshot.phase = .finished(place)
    case .failure(let error): snapshot.phase = .failed(String(describing: error))
    }
    publish()
    return outcome
  }

  private func outcome(
    preparing prepare: sending (@Sendable (String) -> Void) throws -> any Trainer,
    recordingWith makeRecorder: sending (RunDescription) throws -> any RunRecorder
  ) async -> Result<String, any Error> {
    do {
      var trainer = try prepare { [feed] activity in
        feed.publish(TrainingSnapshot(phase: .preparing(activity)))
      }
      let recorder = try makeRecorder(trainer.run)
      begin(trainer, recorder)
      await train(&trainer, recorder)
      return .success(try recorder.finish(weights: trainer.weights))
    } catch {
      return .failure(error)
    }
  }

  // MARK: - The loop

  private func begin(_ trainer: some Trainer, _ recorder: some RunRecorder) {
    snapshot.run = trainer.run
    snapshot.knobs = trainer.knobs
    note(.started, recorder)
    keep(trainer.sampleGrid(endsEpoch: true), recorder)
    publish()
  }

  private func train(_ trainer: inout some Trainer, _ recorder: some RunRecorder) async {
    let batches = trainer.run.epochs * trainer.run.batchesPerEpoch
    while control.mode != .stopped, snapshot.step < batches {
      follow(mailbox.takeAll(), &trainer, recorder)
      switch control.mode {
      case .paused: await mailbox.waitForCommand()
      case .stopped: break
      case .running, .steppingBatch, .steppingEpoch: trainBatch(&trainer, recorder)
      }
    }
    note(snapshot.step < batches ? .stopped : .finished, recorder)
  }

  private func trainBatch(_ trainer: inout some Trainer, _ recorder: some RunRecorder) {
    let start = clock.now
    let metrics = trainer.trainBatch()
    snapshot.line.metrics.append(metrics)
    recorder.record(metrics)
    let endsEpoch = metrics.batch == trainer.run.batchesPerEpoch
    if endsEpoch {
      note(.epochEnded(metrics.epoch), recorder)
      recorder.keep(trainer.weights)
    }
    control.batchEnded(endsEpoch: endsEpoch)
    watchForDivergence(metrics, recorder)
    makeSamples(trainer, after: metrics, recorder)
    speed.record(images: trainer.run.batchSize, seconds: start.duration(to: clock.now).seconds)
    publishIfDue()
  }

  private func makeSamples(
    _ trainer: some Trainer, after metrics: BatchMetrics, _ recorder: some RunRecorder
  ) {
    let schedule = SampleSchedule(batchesPerEpoch: trainer.run.batchesPerEpoch)
    if schedule.isDue(epoch: metrics.epoch, batch: metrics.batch) {
      let endsEpoch = metrics.batch == trainer.run.batchesPerEpoch
      keep(trainer.sampleGrid(endsEpoch: endsEpoch), recorder)
    } else if let interval = settings.liveSampleInterval,
      control.mode == .paused || isDue(lastLiveSamples, interval)
    {
      showNow(trainer)
    }
  }

  /// Makes the live samples anew.
  private func showNow(_ trainer: some Trainer) {
    snapshot.live = trainer.sampleGrid(endsEpoch: false)
    lastLiveSamples = clock.now
  }

  private func watchForDivergence(_ metrics: BatchMetrics, _ recorder: some RunRecorder) {
    guard !metrics.discriminatorLoss.isFinite || !metrics.generatorLoss.isFinite else { return }
    note(.diverged, recorder)
    switch settings.whenDiverged {
    case .pause: control.pause()
    case .stop: control.stop()
    }
  }

  // MARK: - Commands

  private func follow(
    _ commands: [NumberedCommand], _ trainer: inout some Trainer, _ recorder: some RunRecorder
  ) {
    for numbered in commands {
      if let change = control.follow(numbered.command) { note(change, recorder) }
      turnKnob(numbered.command, &trainer, recorder)
      snapshot.acknowledgedCommand = numbered.sequence
    }
    if !commands.isEmpty || phase != snapshot.phase { publish() }
  }

  private func turnKnob(
    _ command: TrainingCommand, _ trainer: inout some Trainer, _ recorder: some RunRecorder
  ) {
    let before = trainer.knobs
    switch command {
    case .setLearningRate(let role, let rate):
      trainer.setLearningRate(rate, of: role)
      let old = role == .generator ? before.generatorRate : before.discriminatorRate
      if old != rate { note(.learningRate(role, from: old, to: rate), recorder) }
    case .setDropout(let rate):
      guard let old = before.dropout, old != rate else { return }
      trainer.setDropout(rate)
      note(.dropout(from: old, to: rate), recorder)
    case .setTrick(let name, let value):
      guard let old = before[trick: name], old != value else { return }
      trainer.setTrick(name, to: value)
      note(.trick(name, from: old, to: value), recorder)
    case .showAverage(let shows):
      guard let old = before.showsAverage, old != shows else { return }
      trainer.showAverage(shows)
      showNow(trainer)
    default: return
    }
    snapshot.knobs = trainer.knobs
  }

  // MARK: - What a screen sees

  private var phase: TrainingPhase { control.mode == .paused ? .paused : .running }

  private func note(_ kind: TrainingEvent.Kind, _ recorder: some RunRecorder) {
    let event = TrainingEvent(step: snapshot.step, kind: kind)
    snapshot.line.events.append(event)
    recorder.record(event)
  }

  private func keep(_ grid: SampleGrid, _ recorder: some RunRecorder) {
    snapshot.line.samples.append(grid)
    snapshot.live = grid
    lastLiveSamples = clock.now
    recorder.record(grid)
  }

  private func publishIfDue() {
    if control.mode == .paused || isDue(lastPublished, settings.snapshotInterval) {
      publish()
    }
  }

  private func publish() {
    switch snapshot.phase {
    case .finished, .failed: break
    case .preparing, .running, .paused, .returning: snapshot.phase = phase
    }
    snapshot.imagesPerSecond = speed.imagesPerSecond
    feed.publish(snapshot)
    lastPublished = clock.now
  }

  private func isDue(_ last: ContinuousClock.Instant?, _ interval: Duration) -> Bool {
    last.map { $0.duration(to: clock.now) >= interval } ?? true
  }
}

extension Duration {
  /// The duration in seconds.
  fileprivate var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
