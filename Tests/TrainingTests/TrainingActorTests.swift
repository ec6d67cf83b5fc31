import RunStore
import Session
import Tensors
import Testing
import Training

struct TrainingActorTests {
  private struct BadInput: Error, CustomStringConvertible {
    let description = "recipe.toml:3: wrong"
  }

  private let mailbox = CommandMailbox()
  private let recorder = MemoryRecorder()
  private let audience = Audience()

  /// Trains to the end while `audience` answers snapshots with commands.
  private func train(_ trainer: CountingTrainer, startsPaused: Bool = false) async {
    await audience.watch(trainer, commandedBy: mailbox, into: recorder) {
      $0.startsPaused = startsPaused
    }
  }

  private var kinds: [TrainingEvent.Kind] { recorder.kept.events.map(\.kind) }

  @Test func `a run trains every batch of every epoch in order and records it`() async {
    await train(CountingTrainer(epochs: 2, batchesPerEpoch: 4))
    #expect(recorder.kept.metrics.map(\.step) == Array(1...8))
    #expect(kinds == [.started, .epochEnded(1), .epochEnded(2), .finished])
    #expect(recorder.kept.epochWeights.map { $0.first?.tensor.scalars } == [[4], [8]])
    #expect(recorder.kept.last.last??.state.weights.first?.tensor.scalars == [8])
    #expect(audience.last?.phase == .finished("memory"))
    #expect(audience.last?.metrics.count == 8)
  }

  @Test func `grids are kept at the start, often in the first epoch, and at each epoch's end`()
    async
  {
    await train(CountingTrainer(epochs: 3, batchesPerEpoch: 64))
    let grids = recorder.kept.grids
    #expect(grids.map(\.step) == [0, 1, 2] + stride(from: 4, through: 64, by: 4) + [128, 192])
    #expect(grids.filter(\.endsEpoch).map(\.epoch) == [0, 1, 2, 3])
    #expect(audience.last?.samples == grids)
  }

  @Test func `a pause holds at the batch boundary until the run is resumed`() async {
    mailbox.send(.pause)
    audience.answer(once: { $0.phase == .paused }, with: { [mailbox] in mailbox.send(.resume) })
    await train(CountingTrainer())
    #expect(kinds.prefix(3) == [.started, .paused, .resumed])
    #expect(recorder.kept.events[1].step == 0)
    #expect(recorder.kept.metrics.count == 8)
  }

  @Test func `one step trains one batch and pauses again`() async {
    audience.answer(
      once: { $0.phase == .paused && $0.step == 0 }, with: { [mailbox] in mailbox.send(.stepBatch) }
    )
    audience.answer(
      once: { $0.phase == .paused && $0.step == 1 }, with: { [mailbox] in mailbox.send(.stop) })
    await train(CountingTrainer(), startsPaused: true)
    #expect(recorder.kept.metrics.map(\.step) == [1])
    #expect(kinds.last == .stopped)
  }

  @Test func `a step to the end of the epoch pauses there`() async {
    mailbox.send(.stepEpoch)
    audience.answer(
      once: { $0.phase == .paused && $0.step > 0 }, with: { [mailbox] in mailbox.send(.stop) })
    await train(CountingTrainer(epochs: 3, batchesPerEpoch: 5), startsPaused: true)
    #expect(recorder.kept.metrics.map(\.step) == Array(1...5))
  }

  @Test func `knobs are turned between batches, acknowledged and written down`() async {
    mailbox.send(.setLearningRate(.generator, 0.5))
    mailbox.send(.setLearningRate(.discriminator, 0.25))
    mailbox.send(.setDropout(0.1))
    await train(CountingTrainer())
    #expect(
      kinds.prefix(4) == [
        .started, .learningRate(.generator, from: 0.001, to: 0.5),
        .learningRate(.discriminator, from: 0.002, to: 0.25), .dropout(from: 0.3, to: 0.1),
      ])
    #expect(recorder.kept.metrics.allSatisfy { $0.generatorLoss == 0.5 })
    #expect(
      audience.last?.knobs == Knobs(generatorRate: 0.5, discriminatorRate: 0.25, dropout: 0.1))
    #expect(audience.last?.acknowledgedCommand == 3)
  }

  @Test func `tricks of the run are turned and written down, others are not`() async {
    var trainer = CountingTrainer()
    trainer.knobs.tricks = [.penalty]
    mailbox.send(.setTrick("r1", 2))
    mailbox.send(.setTrick("r1", 2))
    mailbox.send(.setTrick("r3", 7))
    await train(trainer)
    #expect(kinds.prefix(3) == [.started, .trick("r1", from: 1, to: 2), .epochEnded(1)])
    #expect(audience.last?.knobs?.tricks.map(\.value) == [2])
    #expect(audience.last?.acknowledgedCommand == 3)
  }

  @Test func `samples come from the average from the moment on at which it is asked for`() async {
    var trainer = CountingTrainer(epochs: 1, batchesPerEpoch: 2)
    trainer.knobs.showsAverage = false
    audience.answer(
      once: { $0.phase == .paused && $0.step == 0 },
      with: { [mailbox] in mailbox.send(.showAverage(true)) })
    audience.answer(
      once: { $0.live?.showsAverage == true }, with: { [mailbox] in mailbox.send(.resume) })
    await train(trainer, startsPaused: true)
    #expect(recorder.kept.grids.map(\.showsAverage) == [false, true, true])
    #expect(audience.last?.knobs?.showsAverage == true)
    #expect(kinds == [.started, .resumed, .epochEnded(1), .finished])
  }

  @Test func `a run without an average has none to show`() async {
    mailbox.send(.showAverage(true))
    await train(CountingTrainer())
    #expect(recorder.kept.grids.allSatisfy { !$0.showsAverage })
    #expect(audience.last?.knobs?.showsAverage == nil)
  }

  @Test func `stopping ends the run after the current batch and saves it`() async {
    audience.answer(once: { $0.step == 3 }, with: { [mailbox] in mailbox.send(.stop) })
    await train(CountingTrainer(epochs: 100))
    #expect(recorder.kept.metrics.map(\.step) == [1, 2, 3])
    #expect(recorder.kept.last.last??.state.weights.first?.tensor.scalars == [3])
    #expect(kinds.last == .stopped)
  }

  @Test func `bad input fails in one line and records nothing`() async {
    let feed = SnapshotFeed()
    let actor = TrainingActor(mailbox: mailbox, feed: feed)
    await actor.run(
      preparing: { _ in throw BadInput() }, recordingWith: { [recorder] _ in recorder })
    #expect(feed.snapshot.phase == .failed("recipe.toml:3: wrong"))
    #expect(recorder.kept.events.isEmpty)
  }

  @Test func `what is being prepared is published before any data is loaded`() async {
    let actor = TrainingActor(mailbox: mailbox, feed: audience.feed())
    await actor.run(
      preparing: { report in
        report("loading digits")
        return CountingTrainer(epochs: 1, batchesPerEpoch: 1)
      }, recordingWith: { [recorder] _ in recorder })
    #expect(audience.all.first?.phase == .preparing("loading digits"))
  }
}

extension TrickKnob {
  fileprivate static let penalty = TrickKnob(
    name: "r1", title: "R1 penalty", value: 1, range: 0...100, notch: .factor(1.25))
}
