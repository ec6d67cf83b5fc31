import RunStore
import Session
import Tensors
import Testing
import Training

/// Numbers that are none: the run is held, and no weights with them are ever kept.
struct DivergenceTests {
  private let mailbox = CommandMailbox()
  private let recorder = MemoryRecorder()
  private let audience = Audience()

  private func train(
    _ trainer: CountingTrainer, whenDiverged: TrainingActor.DivergenceResponse = .pause
  ) async {
    await audience.watch(trainer, commandedBy: mailbox, into: recorder) {
      $0.whenDiverged = whenDiverged
    }
  }

  private var alarms: [(step: Int, alarm: Alarm)] {
    recorder.kept.events.compactMap { event in
      if case .alarm(let alarm) = event.kind { (event.step, alarm) } else { nil }
    }
  }

  /// Whether all that was kept is finite, the state with which the run was saved too.
  private var keptIsFinite: Bool {
    (recorder.kept.checkpoints + recorder.kept.last.compactMap(\.self)).allSatisfy {
      $0.state.weights.allSatisfy { $0.tensor.sum().isFinite }
    }
  }

  private var savedWithoutState: Bool {
    recorder.kept.last.count == 1 && recorder.kept.last.allSatisfy { $0 == nil }
  }

  @Test func `a loss that is not a number pauses the run for a person, and names the layer`()
    async throws
  {
    var trainer = CountingTrainer()
    (trainer.divergesAt, trainer.breaksAt) = (6, 6)
    audience.answer(once: { $0.phase == .paused }, with: { [mailbox] in mailbox.send(.stop) })
    await train(trainer)
    #expect(recorder.kept.metrics.count == 6)
    let (step, alarm) = try #require(alarms.first)
    #expect(step == 6 && alarm.kind == .divergence)
    #expect(
      alarm.seen == "the discriminator's loss is not a finite number, nor are weights of "
        + "generator.0.kernel (dense); the last good weights kept are those of batch 4")
    #expect(
      alarm.remedy?.commands == [
        .branch(BranchRequest(branch: 1, step: 4, keepsKnobs: false)),
        .setLearningRate(.generator, 0.0005),
        .setLearningRate(.discriminator, 0.001),
      ])
    #expect(recorder.kept.checkpoints.map(\.step) == [0, 4])
    #expect(savedWithoutState)
  }

  @Test func `a loss that is not a number ends a run that nobody watches`() async {
    var trainer = CountingTrainer()
    (trainer.divergesAt, trainer.breaksAt) = (3, 3)
    await train(trainer, whenDiverged: .stop)
    #expect(recorder.kept.metrics.count == 3)
    #expect(recorder.kept.events.last?.kind == .stopped)
    #expect(keptIsFinite && savedWithoutState)
  }

  @Test func `weights that break while all that was measured is finite never reach the disk`()
    async throws
  {
    var trainer = CountingTrainer()
    trainer.breaksAt = 4
    audience.answer(once: { $0.phase == .paused }, with: { [mailbox] in mailbox.send(.stop) })
    await train(trainer)
    #expect(recorder.kept.checkpoints.map(\.step) == [0])
    #expect(keptIsFinite)
    let (step, alarm) = try #require(alarms.first)
    #expect(step == 4)
    #expect(
      alarm.seen == "weights of generator.0.kernel (dense) are not finite numbers; "
        + "the last good weights kept are those of the beginning")
  }

  @Test func `a gradient that is no number has the name of the layer in which it broke`()
    async throws
  {
    var trainer = CountingTrainer()
    trainer.gradientBreaksAt = 3
    await train(trainer, whenDiverged: .stop)
    let alarm = try #require(alarms.first).alarm
    #expect(
      alarm.seen == "the discriminator's gradient is not a finite number; the first gradient "
        + "that broke is that of discriminator.4.kernel (dense), all weights are finite still; the "
        + "last good weights kept are those of the beginning")
  }

  @Test func `a broken state cannot be marked, and going back from it keeps nothing of it`() async {
    var trainer = CountingTrainer()
    (trainer.divergesAt, trainer.breaksAt) = (6, 6)
    audience.answer(
      once: { $0.phase == .paused },
      with: { [mailbox] in
        mailbox.send(.mark("ruin"))
        mailbox.send(.branch(BranchRequest(branch: 1, step: 5)))
        mailbox.send(.stop)
      })
    await train(trainer)
    #expect(keptIsFinite)
    #expect(
      recorder.kept.events.contains(
        TrainingEvent(
          step: 6,
          kind: .refused(
            "no mark 'ruin': numbers of generator.0.kernel (dense) are not finite any more"))))
    #expect(recorder.kept.checkpoints.map(\.step) == [0, 4, 5])
  }

  @Test func `who goes on after it is held at each batch, and told once`() async {
    var trainer = CountingTrainer()
    (trainer.divergesAt, trainer.breaksAt) = (2, 2)
    audience.answer(
      once: { $0.phase == .paused && $0.step == 2 }, with: { [mailbox] in mailbox.send(.resume) })
    audience.answer(
      once: { $0.phase == .paused && $0.step == 3 }, with: { [mailbox] in mailbox.send(.stop) })
    await train(trainer)
    #expect(recorder.kept.metrics.count == 3)
    #expect(alarms.map(\.step) == [2])
  }
}
