import Session
import Testing

@testable import Training

/// What somebody looks at while the actor trains.
struct TrainingActorViewTests {
  private let mailbox = CommandMailbox()
  private let recorder = MemoryRecorder()
  private let audience = Audience()

  /// - Parameter viewInterval: after which time a view is made anew; one that never passes unless given.
  private func train(
    _ trainer: CountingTrainer = CountingTrainer(), startsPaused: Bool = false,
    staysOpen: Bool = false, viewInterval: Duration = .seconds(1_000_000)
  ) async {
    await audience.watch(trainer, commandedBy: mailbox, into: recorder) { settings in
      settings.startsPaused = startsPaused
      settings.staysOpen = staysOpen
      settings.viewInterval = viewInterval
      settings.viewShare = 1
    }
  }

  private func answer(
    once condition: @escaping @Sendable (TrainingSnapshot) -> Bool,
    with commands: TrainingCommand...
  ) {
    audience.answer(once: condition, to: mailbox, with: commands)
  }

  @Test func `it is there at once while paused, and gone when nobody wants it`() async {
    answer(once: { $0.phase == .paused }, with: .showView(.wish))
    answer(once: { $0.view?.request == .wish }, with: .showView(nil))
    answer(once: { $0.view == nil && $0.acknowledgedCommand == 2 }, with: .stop)
    await train(startsPaused: true)
    #expect(audience.all.contains { $0.view?.step == 0 })
    #expect(audience.last?.view == nil && recorder.kept.metrics.isEmpty)
  }

  @Test func `it is made anew after each batch where the interval allows`() async {
    mailbox.send(.showView(.wish))
    await train(viewInterval: .zero)
    let sights = audience.all.map { (step: $0.step, view: $0.view?.step ?? -1) }
    let stale = sights.filter { $0.step > 0 && $0.view != $0.step }
    #expect(stale.isEmpty)
  }

  @Test func `until the interval has passed it stays as it is, and is the newest in a pause`() async
  {
    mailbox.send(.showView(.wish))
    answer(once: { $0.step == 4 }, with: .pause)
    answer(once: { $0.phase == .paused }, with: .resume)
    answer(once: { $0.step == 6 && $0.phase == .running }, with: .stop)
    await train()
    #expect(Set(audience.all.filter { $0.step < 4 }.compactMap { $0.view?.step }) == [0])
    #expect(audience.all.filter { $0.phase == .paused }.map { $0.view?.step } == [4])
    let later = Set(audience.all.filter { $0.step > 4 }.map { $0.view?.step ?? -1 })
    #expect(later == [4])
  }

  @Test func `views take a quarter of a second's turn, and of slow ones a tenth of the time`() {
    let settings = TrainingActor.Settings()
    #expect(settings.viewPause(after: .milliseconds(4)) == .milliseconds(250))
    #expect(settings.viewPause(after: .milliseconds(100)) == .milliseconds(900))
  }

  @Test func `another request is answered before the next batch, the last of several alone`() async
  {
    mailbox.send(.showView(.wish))
    answer(
      once: { $0.step == 2 }, with: .showView(.freshLatents(draw: 1)),
      .showView(.freshLatents(draw: 2)))
    await train(viewInterval: .zero)
    let answer = audience.all.first { $0.acknowledgedCommand == 3 }
    #expect(answer?.view?.request == .freshLatents(draw: 2) && answer?.view?.step == 2)
    #expect(!audience.all.contains { $0.view?.request == .freshLatents(draw: 1) })
  }

  @Test
  func `while it trains another request waits until a view is due, and in a pause for nothing`()
    async
  {
    mailbox.send(.showView(.wish))
    answer(once: { $0.step == 2 }, with: .showView(.freshLatents(draw: 1)))
    answer(once: { $0.step == 4 }, with: .pause)
    answer(once: { $0.phase == .paused }, with: .stop)
    await train()
    let training = audience.all.filter { (1..<4).contains($0.step) }
    #expect(training.contains { $0.viewRequest == .freshLatents(draw: 1) })
    #expect(training.allSatisfy { $0.view?.request == .wish })
    let paused = audience.all.filter { $0.phase == .paused }
    #expect(!paused.isEmpty && paused.allSatisfy { $0.view?.request == .freshLatents(draw: 1) })
  }

  @Test func `a slow step is forgotten where training goes on elsewhere`() async {
    answer(once: { $0.phase == .paused && $0.step == 0 }, with: .stepSlowly)
    answer(
      once: { $0.phase == .paused && $0.step == 1 },
      with: .branch(BranchRequest(branch: 1, step: 0)))
    answer(once: { $0.phase == .paused && $0.line.branch.number == 2 }, with: .stop)
    await train(startsPaused: true)
    #expect(audience.all.contains { $0.slowStep != nil })
    #expect(audience.last?.line.branch.number == 2 && audience.last?.slowStep == nil)
  }

  @Test func `one step while paused shows its own view`() async {
    mailbox.send(.showView(.wish))
    answer(once: { $0.phase == .paused && $0.step == 0 }, with: .stepBatch)
    answer(once: { $0.phase == .paused && $0.step == 1 }, with: .stop)
    await train(startsPaused: true)
    #expect(audience.all.filter { $0.step == 1 }.allSatisfy { $0.view?.step == 1 })
  }

  @Test func `another generator and another branch are seen at once`() async {
    var trainer = CountingTrainer()
    trainer.knobs.showsAverage = false
    mailbox.send(.showView(.wish))
    answer(
      once: { $0.step == 5 }, with: .branch(BranchRequest(branch: 1, step: 2)), .pause)
    answer(once: { $0.phase == .paused }, with: .stop)
    await train(trainer)
    #expect(audience.last?.step == 2 && audience.last?.view?.step == 2)
  }

  @Test func `it is answered after the end, where nothing is saved again for it`() async {
    answer(once: { $0.isFinished }, with: .showView(.latentWalk(x: 0, y: 0)))
    answer(once: { $0.view != nil }, with: .showView(.latentWalk(x: 1, y: 0)))
    answer(once: { $0.view?.request == .latentWalk(x: 1, y: 0) }, with: .stop)
    await train(staysOpen: true)
    #expect(audience.last?.view?.step == 8)
    // One when the epochs were done, one at the end of the session.
    #expect(recorder.kept.last.count == 2)
  }

  @Test func `what was done after the end is saved again`() async {
    answer(once: { $0.isFinished }, with: .mark("good"))
    answer(once: { $0.isFinished && $0.acknowledgedCommand == 1 }, with: .stop)
    await train(staysOpen: true)
    #expect(recorder.kept.last.count == 3)
  }

  @Test func `the view of a run that has ended is of its last batch`() async {
    mailbox.send(.showView(.wish))
    answer(once: { $0.isFinished }, with: .stop)
    await train(staysOpen: true)
    #expect(audience.all.filter(\.isFinished).allSatisfy { $0.view?.step == 8 })
  }

  @Test func `a slow step is one batch, with its record`() async {
    answer(once: { $0.phase == .paused && $0.step == 0 }, with: .stepSlowly)
    answer(once: { $0.phase == .paused && $0.step == 1 }, with: .stepBatch)
    answer(once: { $0.phase == .paused && $0.step == 2 }, with: .stop)
    await train(startsPaused: true)
    #expect(recorder.kept.metrics.map(\.step) == [1, 2])
    #expect(audience.all.filter { $0.step > 0 }.allSatisfy { $0.slowStep?.step == 1 })
    #expect(audience.all.first?.slowStep == nil)
  }

  @Test func `training until a goal pauses at the batch that reaches it`() async {
    mailbox.send(.trainUntil(.above(.discriminatorLoss, 4.5)))
    answer(once: { $0.phase == .paused && $0.step > 0 }, with: .trainUntil(.epoch(2)))
    answer(once: { $0.isFinished || $0.phase == .paused && $0.step > 5 }, with: .stop)
    await train(CountingTrainer(epochs: 3), startsPaused: true)
    #expect(audience.all.filter { $0.phase == .paused && $0.step > 0 }.first?.step == 5)
    #expect(recorder.kept.metrics.last?.step == 8)
    let reached = recorder.kept.events.filter { $0.goal != nil }
    #expect(
      reached == [
        TrainingEvent(step: 5, kind: .reached(.above(.discriminatorLoss, 4.5))),
        TrainingEvent(step: 8, kind: .reached(.epoch(2))),
      ])
    #expect(audience.all.filter { $0.step == 4 }.allSatisfy { $0.goal == reached[0].goal })
    #expect(audience.all.filter { $0.step == 7 }.allSatisfy { $0.goal == .epoch(2) })
    #expect(audience.all.filter { $0.phase == .paused }.allSatisfy { $0.goal == nil })
  }
}

extension TrainingEvent {
  fileprivate var goal: TrainingGoal? {
    if case .reached(let goal) = kind { goal } else { nil }
  }
}

extension TrainingSnapshot {
  fileprivate var isFinished: Bool {
    if case .finished = phase { true } else { false }
  }
}
