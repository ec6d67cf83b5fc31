import GANs
import RunStore
import Session
import Testing
import Training

/// Alarms of the diagnosis as events of a run.
///
/// The discriminator's loss of a counting trainer is the number of its batch, which soon is beyond what any
/// loss should be.
struct AlarmTests {
  private let mailbox = CommandMailbox()
  private let recorder = MemoryRecorder()
  private let audience = Audience()

  private func train(
    pausesOnAlarm: Bool = false,
    whenDiverged: TrainingActor.DivergenceResponse = .pause,
    continuing history: RunHistory? = nil
  ) async {
    var trainer = CountingTrainer(epochs: 1, batchesPerEpoch: 500)
    trainer.diagnosisFacts = DiagnosisFacts(batchesPerEpoch: 500)
    await audience.watch(
      trainer, commandedBy: mailbox, into: recorder, continuing: history
    ) { settings in
      settings.pausesOnAlarm = pausesOnAlarm
      settings.whenDiverged = whenDiverged
    }
  }

  private var alarms: [Alarm] {
    recorder.kept.events.compactMap { event in
      if case .alarm(let alarm) = event.kind { alarm } else { nil }
    }
  }

  @Test func `what is wrong is noted once, with what can be done, and not trained on`()
    async throws
  {
    await train(whenDiverged: .stop)
    #expect(alarms.map(\.kind).filter { $0 == .divergence } == [.divergence])
    #expect(audience.last?.line.openAlarms.map(\.kind) == [.divergence])
    #expect(recorder.kept.metrics.count < 500)
    #expect(recorder.kept.events.last?.kind == .stopped)
    let alarm = try #require(alarms.last { $0.kind == .divergence })
    #expect(alarm.remedy != nil && !alarm.advice.isEmpty)
  }

  @Test func `an alarm pauses a run that is to be paused by one`() async {
    audience.answer(once: { $0.phase == .paused }, with: { [mailbox] in mailbox.send(.stop) })
    await train(pausesOnAlarm: true)
    #expect(alarms.count == 1)
    #expect(recorder.kept.metrics.count < 500)
    #expect(recorder.kept.events.suffix(2).map(\.kind) == [.paused, .stopped])
  }

  @Test func `a run that goes on remembers its alarms, and does not raise them again`() async throws
  {
    await train(whenDiverged: .stop)
    let line = try #require(audience.last).line
    let before = alarms.count
    await train(whenDiverged: .stop, continuing: RunHistory(lines: [line], branch: 1, news: []))
    #expect(alarms.count == before)
    #expect(recorder.kept.metrics.count == 500)
    #expect(audience.last?.line.openAlarms.map(\.kind) == [.divergence])
  }

  @Test func `a branch from before an alarm is without it`() async throws {
    audience.answer(
      once: { !$0.line.openAlarms.isEmpty },
      with: { [mailbox] in
        mailbox.send(.branch(BranchRequest(branch: 1, step: 10)))
        mailbox.send(.stop)
      })
    await train()
    let last = try #require(audience.last)
    #expect(last.line.branch.number == 2 && last.line.openAlarms.isEmpty)
    #expect(!last.otherLines[0].openAlarms.isEmpty)
  }
}
