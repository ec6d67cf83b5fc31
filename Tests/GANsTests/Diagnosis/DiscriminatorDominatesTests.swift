import GANs
import Networks
import Session
import Testing

struct DiscriminatorDominatesTests {
  private let leading = RunSketch.Batch(
    realAccuracy: 1, fakeAccuracy: 0.99, realScore: 0.97, fakeScore: 0.02, logitGap: 8)

  /// A run that was healthy until its images stopped getting better.
  private var stalled: RunSketch {
    var run = RunSketch()
    run.go(12)
    return run
  }

  @Test func `a discriminator that is right on all while the distance stands still dominates`() {
    var run = stalled
    run.go(5, leading)
    #expect(run.raised == [.discriminatorDominates])
    #expect(run.entries[0].step <= 1200 + 450)
  }

  @Test func `less than two hundred batches of it are nothing`() {
    var run = stalled
    run.train(200, leading)
    run.train(200)
    #expect(run.raised.isEmpty)
  }

  @Test func `one that is right on 97 % does not`() {
    var run = stalled
    run.go(
      9,
      .init(realAccuracy: 0.97, fakeAccuracy: 0.97, realScore: 0.94, fakeScore: 0.06))
    #expect(run.raised.isEmpty)
  }

  @Test func `sure estimates are enough`() {
    var run = stalled
    run.go(
      5,
      .init(realAccuracy: 0.97, fakeAccuracy: 0.97, realScore: 0.96, fakeScore: 0.04))
    #expect(run.raised == [.discriminatorDominates])
  }

  @Test func `a smoothed label counts as full`() {
    var facts = DiagnosisFacts(batchesPerEpoch: 500)
    facts.realLabel = 0.9
    var run = RunSketch(facts: facts)
    run.go(12)
    run.go(
      6,
      .init(realAccuracy: 0.97, fakeAccuracy: 0.97, realScore: 0.87, fakeScore: 0.02))
    #expect(run.raised == [.discriminatorDominates])
  }

  /// Twenty readings, each better than the one before.
  private func improving(_ batch: RunSketch.Batch) -> RunSketch {
    var run = RunSketch()
    for reading in 0..<20 {
      run.go(1, batch, reading: .init(distance: 500 / Double(reading + 1)))
    }
    return run
  }

  @Test func `while the images get better a lead is none`() {
    var right = leading
    (right.realScore, right.fakeScore) = (0.94, 0.06)
    #expect(improving(right).raised.isEmpty)
    var sure = leading
    (sure.realAccuracy, sure.fakeAccuracy) = (0.97, 0.97)
    #expect(improving(sure).raised.isEmpty)
  }

  @Test func `unless it is right on all and sure of it, three times as long`() {
    let run = improving(leading)
    #expect(run.raised == [.discriminatorDominates])
    #expect(run.entries[0].step == 900)
  }

  @Test func `without readings it must lead three times as long`() {
    var run = RunSketch(judge: nil)
    run.train(850, leading)
    #expect(run.raised.isEmpty)
    run.train(100, leading)
    #expect(run.raised == [.discriminatorDominates])
  }

  @Test func `it does not flicker, and ends with a healthy lead`() {
    var run = stalled
    run.go(5, leading)
    run.train(400, .init(realAccuracy: 0.96, fakeAccuracy: 0.97, realScore: 0.9, fakeScore: 0.1))
    #expect(run.ended.isEmpty)
    run.train(400, .init(realAccuracy: 0.9, fakeAccuracy: 0.9, realScore: 0.8, fakeScore: 0.2))
    #expect(run.ended == [.discriminatorDominates])
    #expect(run.raised.count == 1)
  }

  @Test func `one that learns alone shall be right on all`() {
    var run = RunSketch(
      facts: DiagnosisFacts(generatorLearns: false, batchesPerEpoch: 500), judge: nil)
    run.train(3000, leading)
    #expect(run.raised.isEmpty)
  }

  @Test func `a critic shall lead`() {
    var run = RunSketch(
      facts: DiagnosisFacts(meaning: .difference, isCritic: true, batchesPerEpoch: 500))
    run.go(30, leading)
    #expect(run.raised.isEmpty)
  }

  @Test func `a margin counts by its logits, not by what they are as probabilities`() {
    let facts = DiagnosisFacts(meaning: .margin, batchesPerEpoch: 500)
    var run = RunSketch(facts: facts)
    run.go(12)
    run.go(6, .init(realAccuracy: 1, fakeAccuracy: 1, realScore: 1, fakeScore: 0, logitGap: 1.2))
    #expect(run.raised.isEmpty)
    run.go(6, .init(realAccuracy: 1, fakeAccuracy: 1, realScore: 1, fakeScore: 0, logitGap: 2.5))
    #expect(run.raised == [.discriminatorDominates])
  }

  @Test func `labels are not on both sides of 0, so accuracies say nothing of them`() {
    var run = RunSketch(facts: DiagnosisFacts(meaning: .label, batchesPerEpoch: 500))
    run.go(12)
    run.go(6, .init(realAccuracy: 1, fakeAccuracy: 1, realScore: 0.7, fakeScore: 0.3))
    #expect(run.raised.isEmpty)
  }

  @Test func `a hasty one is slowed down, and one of the same rate made flat`() throws {
    var run = stalled
    run.go(5, leading)
    #expect(run.alarms.first?.remedy?.commands == [.setTrick("r1", 1)])

    var knobs = Knobs.plain
    knobs.discriminatorRate = 2e-2
    var hasty = RunSketch(knobs: knobs)
    hasty.go(12)
    hasty.go(5, leading)
    let remedy = try #require(hasty.alarms.first?.remedy)
    #expect(remedy.commands == [.setLearningRate(.discriminator, 1e-2)])
    #expect(remedy.title == "halve D's rate to 0.01")
  }
}
