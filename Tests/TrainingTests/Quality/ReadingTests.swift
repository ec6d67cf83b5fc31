import RunStore
import Session
import Tensors
import Testing
import Training

/// What the actor does with readings of the samples.
struct ReadingTests {
  private let mailbox = CommandMailbox()
  private let recorder = MemoryRecorder()
  private let audience = Audience()

  private func train(
    _ trainer: CountingTrainer, continuing history: RunHistory? = nil, staysOpen: Bool = false,
    recorder: MemoryRecorder? = nil
  ) async {
    await audience.watch(
      trainer, commandedBy: mailbox, into: recorder ?? self.recorder, continuing: history
    ) { $0.staysOpen = staysOpen }
  }

  private func trainer(every interval: Int = 2) -> CountingTrainer {
    var trainer = CountingTrainer()
    trainer.readingInterval = interval
    return trainer
  }

  @Test func `readings are shown and kept, and who took them`() async {
    await train(trainer())
    #expect(recorder.kept.quality.map(\.step) == [2, 4, 6, 8])
    #expect(recorder.kept.judges == [.ofCounts])
    #expect(audience.last?.quality.map(\.step) == [2, 4, 6, 8])
    #expect(audience.last?.judge == .ready(.ofCounts))
  }

  @Test func `readings that wait for the judge come when it is there, at their own batches`() async
  {
    var trainer = trainer()
    trainer.judgeComesAt = 5
    await train(trainer)
    #expect(recorder.kept.quality.map(\.step) == [2, 4, 6, 8])
    #expect(audience.all.contains { $0.judge == .preparing(0.5) })
  }

  @Test func `who stops a run loses no reading that can be taken`() async {
    var trainer = trainer()
    trainer.judgeComesAt = 7
    audience.answer(once: { $0.step == 7 }, with: { [mailbox] in mailbox.send(.stop) })
    await train(trainer)
    #expect(recorder.kept.quality.map(\.step) == [2, 4, 6])
    #expect(recorder.kept.events.last?.kind == .stopped)
  }

  @Test func `a run that is to train until a distance is reached pauses there`() async throws {
    audience.answer(
      once: { $0.step == 3 },
      with: { [mailbox] in mailbox.send(.trainUntil(.distanceBelow(4.5))) })
    audience.answer(once: { $0.phase == .paused }, with: { [mailbox] in mailbox.send(.stop) })
    await train(trainer())
    let last = try #require(audience.last)
    #expect(last.step == 4)
    #expect(
      last.events.contains(TrainingEvent(step: 4, kind: .reached(.distanceBelow(4.5)))))
  }

  @Test func `where nobody judges, no distance is waited for`() async {
    var trainer = trainer()
    trainer.isUnjudged = true
    audience.answer(
      once: { $0.step == 3 },
      with: { [mailbox] in mailbox.send(.trainUntil(.distanceBelow(4.5))) })
    await train(trainer)
    let refusals = recorder.kept.events.filter { event in
      if case .refused(let why) = event.kind { why.hasPrefix("nobody judges") } else { false }
    }
    #expect(refusals.map(\.step) == [3])
  }

  @Test func `a branch leaves the readings after its beginning behind`() async throws {
    audience.answer(
      once: { $0.step == 8 },
      with: { [mailbox] in mailbox.send(.branch(BranchRequest(branch: 1, step: 5))) })
    audience.answer(
      once: { $0.step == 7 && $0.line.branch.number == 2 },
      with: { [mailbox] in mailbox.send(.stop) })
    await train(trainer(), staysOpen: true)
    let last = try #require(audience.last)
    #expect(last.lines.map { $0.quality.map(\.step) } == [[2, 4, 6, 8], [2, 4, 6]])
    #expect(recorder.kept.quality.map(\.step) == [2, 4, 6, 8, 6])
  }

  @Test func `what waits for the judge is read on the branch that has its batch too`() async throws
  {
    var trainer = trainer()
    trainer.judgeComesAt = 7
    audience.answer(
      once: { $0.step == 6 },
      with: { [mailbox] in mailbox.send(.branch(BranchRequest(branch: 1, step: 5))) })
    await train(trainer)
    let last = try #require(audience.last)
    #expect(last.line.branch.number == 2)
    #expect(last.quality.map(\.step) == [2, 4, 6, 8])
    #expect(last.otherLines.map { $0.quality.isEmpty } == [true])
  }

  @Test
  func `a run that goes on takes the readings that did not reach the disk, and no other again`()
    async throws
  {
    await train(trainer())
    var line = try #require(audience.last).line
    line.quality.removeAll { $0.step == 8 }
    line.events.removeAll { $0.kind == .finished }
    let second = MemoryRecorder(forgets: true)
    await train(
      trainer(),
      continuing: RunHistory(lines: [line], branch: 1, news: [], judge: .ofCounts),
      recorder: second)
    #expect(second.kept.quality.map(\.step) == [8])
    #expect(second.kept.judges.isEmpty)
    #expect(audience.last?.quality.map(\.step) == [2, 4, 6, 8])
  }

  @Test func `a judge who is another one than before is told of`() async throws {
    var line = BranchLine()
    line.events = [TrainingEvent(step: 0, kind: .started)]
    var other = JudgeDescription.ofCounts
    other.fingerprint = "4567"
    await train(
      trainer(), continuing: RunHistory(lines: [line], branch: 1, news: [], judge: other))
    #expect(recorder.kept.judges == [.ofCounts])
    let isTold = recorder.kept.events.contains {
      if case .refused(let why) = $0.kind {
        why.hasPrefix("the judge is another one")
      } else {
        false
      }
    }
    #expect(isTold)
  }
}
