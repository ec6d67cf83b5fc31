import RunStore
import Session
import Testing

@testable import Training

/// Going back to any batch, and on from there.
///
/// The losses of a counting trainer say which batch it is and which rate its generator has.
struct BranchTests {
  private let mailbox = CommandMailbox()
  private let audience = Audience()

  private func train(
    _ recorder: MemoryRecorder, continuing history: RunHistory? = nil, staysOpen: Bool = true
  ) async {
    await audience.watch(
      CountingTrainer(), commandedBy: mailbox, into: recorder, continuing: history
    ) { $0.staysOpen = staysOpen }
  }

  private func answer(
    once condition: @escaping @Sendable (TrainingSnapshot) -> Bool, _ commands: TrainingCommand...
  ) {
    audience.answer(once: condition, to: mailbox, with: commands)
  }

  private static func isFinished(_ snapshot: TrainingSnapshot) -> Bool {
    if case .finished = snapshot.phase { true } else { false }
  }

  @Test(arguments: [true, false])
  func `a branch leaves from the state after a batch, with the knobs as they are`(
    forgets: Bool
  ) async throws {
    let recorder = MemoryRecorder(forgets: forgets)
    answer(once: { $0.step == 2 }, .setLearningRate(.generator, 0.5))
    answer(
      once: { Self.isFinished($0) },
      .setLearningRate(.generator, 0.25),
      .branch(BranchRequest(name: "low", branch: 1, step: 4)))
    answer(once: { Self.isFinished($0) && $0.line.branch.name == "low" }, .stop)
    await train(recorder)

    let last = try #require(audience.last)
    let rates = last.lines.map { $0.metrics.map(\.generatorLoss) }
    #expect(rates[0] == [0.001, 0.001, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5])
    #expect(rates[1] == [0.001, 0.001, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25])
    let branch = RunBranch(
      number: 2, name: "low", origin: RunBranch.Origin(branch: 1, epoch: 1, step: 4))
    #expect(last.line.branch == branch)
    #expect(recorder.kept.branches == [branch])
    #expect(
      last.line.events.map(\.kind) == [
        .started, .learningRate(.generator, from: 0.001, to: 0.5),
        .branched(from: "main"), .learningRate(.generator, from: 0.5, to: 0.25),
        .epochEnded(2), .finished,
      ])
    #expect(last.line.samples.allSatisfy { $0.step <= 8 })
    #expect(last.line.samples.map(\.step) == last.otherLines[0].samples.map(\.step))
  }

  @Test func `a branch can go on with the knobs of its batch`() async throws {
    let recorder = MemoryRecorder()
    answer(once: { $0.step == 2 }, .setLearningRate(.generator, 0.5))
    answer(
      once: { Self.isFinished($0) },
      .branch(BranchRequest(name: "then", branch: 1, step: 2, keepsKnobs: false)))
    answer(once: { Self.isFinished($0) && $0.line.branch.name == "then" }, .stop)
    await train(recorder)
    let last = try #require(audience.last)
    #expect(last.line.metrics.map(\.generatorLoss) == Array(repeating: 0.001, count: 8))
    #expect(last.knobs?.generatorRate == 0.001)
  }

  @Test func `going back and forth between branches goes on at their ends`() async throws {
    let recorder = MemoryRecorder()
    answer(once: { $0.step == 3 }, .branch(BranchRequest(branch: 1, step: 1)))
    answer(
      once: { $0.step == 2 && $0.line.branch.number == 2 },
      .setLearningRate(.generator, 0.5), .switchBranch(1), .pause)
    answer(once: { $0.phase == .paused }, .switchBranch(2), .resume)
    answer(once: { Self.isFinished($0) && $0.line.branch.number == 2 }, .switchBranch(1))
    answer(once: { Self.isFinished($0) && $0.line.branch.number == 1 }, .stop)
    await train(recorder)

    let last = try #require(audience.last)
    #expect(last.lines.map { $0.metrics.map(\.step) } == [Array(1...8), Array(1...8)])
    let rates = last.lines.map { $0.metrics.map(\.generatorLoss) }
    #expect(rates[0] == Array(repeating: 0.001, count: 8))
    #expect(rates[1] == [0.001, 0.001, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5])
    #expect(last.line.branch == .main)
  }

  @Test func `a branch that cannot be made changes nothing and says why`() async throws {
    let recorder = MemoryRecorder()
    answer(
      once: { $0.step == 2 }, .branch(BranchRequest(name: "main", branch: 1, step: 1)),
      .branch(BranchRequest(branch: 7, step: 1)), .branch(BranchRequest(branch: 1, step: 900)),
      .branch(BranchRequest(branch: 1, step: -1)), .switchBranch(3))
    await train(recorder, staysOpen: false)
    let refusals = recorder.kept.events.compactMap { event -> String? in
      if case .refused(let why) = event.kind { why } else { nil }
    }
    #expect(
      refusals == [
        "there is a branch 'main' already", "there is no batch 1 to branch from",
        "there is no batch 900 to branch from", "there is no batch -1 to branch from",
        "there is no branch 3",
      ])
    #expect(recorder.kept.metrics.map(\.step) == Array(1...8))
    #expect(recorder.kept.branches.isEmpty)
  }

  @Test func `a mark is an event and a checkpoint`() async {
    let recorder = MemoryRecorder()
    answer(once: { $0.step == 3 }, .mark("before the collapse"))
    await train(recorder, staysOpen: false)
    #expect(
      recorder.kept.events.contains(TrainingEvent(step: 3, kind: .marked("before the collapse"))))
    #expect(recorder.kept.checkpoints.contains { $0.step == 3 && $0.reason == .mark })
  }

  @Test func `checkpoints come at the start and after each epoch, when all else of it is kept`()
    async
  {
    let recorder = MemoryRecorder()
    await train(recorder, staysOpen: false)
    #expect(recorder.kept.checkpoints.map(\.step) == [0, 4, 8])
    #expect(recorder.kept.checkpoints.map(\.reason) == [.start, .epoch, .epoch])
    #expect(recorder.kept.checkpoints.map(\.epoch) == [0, 1, 2])
    #expect(recorder.kept.checkpoints.map(\.batch) == [0, 4, 4])
  }

  // MARK: - Taking a run up again

  /// A run that was killed after its fifth batch, whose last checkpoint is that of the first epoch.
  private func killedRun() async throws -> (MemoryRecorder, BranchLine) {
    let recorder = MemoryRecorder()
    answer(once: { $0.step == 2 }, .setLearningRate(.generator, 0.5))
    answer(once: { $0.step == 4 }, .setDropout(0))
    answer(once: { $0.step == 5 }, .setTrick("none", 1), .stop)
    await train(recorder, staysOpen: false)
    var line = try #require(audience.last).line
    line.events.removeLast()
    return (recorder, line)
  }

  @Test func `it goes on from the last batch on record as if it had never ended`() async throws {
    let (recorder, line) = try await killedRun()
    let history = RunHistory(
      lines: [line], branch: 1, news: [.continued(machine: "m", version: "1")])
    let resumed = BranchTests()
    await resumed.train(recorder, continuing: history, staysOpen: false)
    let last = try #require(resumed.audience.last)
    #expect(last.metrics.map(\.step) == Array(1...8))
    #expect(last.metrics.map(\.generatorLoss) == [0.001, 0.001, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5])
    #expect(last.knobs?.dropout == 0)
    // Batch 5 was trained again, and not recorded again.
    #expect(recorder.kept.metrics.map(\.step) == Array(1...8))
    #expect(
      last.events.map(\.kind).suffix(3) == [
        .continued(machine: "m", version: "1"), .epochEnded(2), .finished,
      ])
  }

  @Test func `a run that was killed before anything had reached the disk begins anew`() async throws
  {
    let (recorder, resumed) = (MemoryRecorder(), BranchTests())
    await resumed.train(
      recorder, continuing: RunHistory(lines: [BranchLine()], branch: 1, news: []),
      staysOpen: false)
    let undisturbed = MemoryRecorder()
    await BranchTests().train(undisturbed, staysOpen: false)
    #expect(recorder.kept.grids == undisturbed.kept.grids)
    #expect(recorder.kept.events == undisturbed.kept.events)
    #expect(recorder.kept.checkpoints.first?.reason == .start)
  }

  @Test func `batches that come out differently take the place of those on record`() async throws {
    var (recorder, line) = try await killedRun()
    var other = line.metrics[4]
    other.realAccuracy = 0.5
    line.metrics.replace(other, at: 4)
    let resumed = BranchTests()
    recorder = MemoryRecorder(forgets: true)
    await resumed.train(
      recorder, continuing: RunHistory(lines: [line], branch: 1, news: []), staysOpen: false)
    #expect(recorder.kept.metrics.map(\.step) == [5, 6, 7, 8])
    #expect(resumed.audience.last?.metrics[4].realAccuracy == 1)
    #expect(
      recorder.kept.events.contains { event in
        if case .refused(let why) = event.kind { why.hasPrefix("batch 5 came out") } else { false }
      })
  }

  @Test func `what had not reached the disk with its batch is made again`() async throws {
    var (recorder, line) = try await killedRun()
    line.events.removeAll { $0.kind == .epochEnded(1) }
    let lost = line.samples.removeLast()
    #expect(lost.step == 4)
    let resumed = BranchTests()
    recorder = MemoryRecorder(forgets: true)
    await resumed.train(
      recorder, continuing: RunHistory(lines: [line], branch: 1, news: []), staysOpen: false)
    #expect(recorder.kept.grids.first == lost)
    #expect(recorder.kept.events.first == TrainingEvent(step: 4, kind: .epochEnded(1)))
  }
}

struct ReplayTests {
  /// A run of two branches with knob turns on both.
  private func run() async throws -> (lines: [BranchLine], kept: [Checkpoint]) {
    let (mailbox, audience, recorder) = (CommandMailbox(), Audience(), MemoryRecorder())
    audience.answer(
      once: { $0.step == 2 }, with: { mailbox.send(.setLearningRate(.generator, 0.5)) })
    audience.answer(
      once: { $0.step == 6 },
      with: {
        mailbox.send(.setDropout(0.1))
        mailbox.send(.branch(BranchRequest(branch: 1, step: 3)))
      })
    await audience.watch(CountingTrainer(), commandedBy: mailbox, into: recorder)
    return (try #require(audience.last).lines, recorder.kept.checkpoints)
  }

  @Test func `every batch of every branch comes out the same`() async throws {
    let (lines, _) = try await run()
    #expect(lines.map(\.step) == [6, 8])
    let outcome = try Replay(lines: lines, checkpoints: []).run(
      from: CountingTrainer(), found: { _ in })
    #expect(outcome == Replay.Outcome(batches: 6 + 5))
  }

  @Test func `one branch needs of the others only what leads to it`() async throws {
    let (lines, _) = try await run()
    let outcome = try Replay(lines: lines, checkpoints: []).run(
      2, from: CountingTrainer(), found: { _ in })
    #expect(outcome == Replay.Outcome(batches: 3 + 5))
  }

  @Test func `a knob turn that is missing in the journal shows`() async throws {
    var (lines, _) = try await run()
    lines[0].events.removeAll { $0.step == 2 }
    let outcome = try Replay(lines: lines, checkpoints: []).run(
      1, from: CountingTrainer(), found: { _ in })
    #expect(outcome == Replay.Outcome(batches: 6, differentBatches: 4))
  }
}
