import GANs
import Networks
import Session
import Testing

/// Divergence, a vanishing gradient, and a broken discriminator.
struct BatchRuleTests {
  private typealias Batch = RunSketch.Batch

  // MARK: - Divergence

  @Test func `what is no number is a divergence at once`() {
    for batch in [
      Batch(discriminatorLoss: .nan), Batch(generatorLoss: .infinity),
      Batch(generatorGradient: .nan),
    ] {
      var run = RunSketch()
      run.train(1, batch)
      #expect(run.raised == [.divergence])
      #expect(run.entries[0].step == 1)
    }
  }

  @Test func `losses beyond two hundred are one after twenty batches`() {
    var run = RunSketch()
    run.train(600)
    run.train(19, Batch(discriminatorLoss: 240))
    run.train(1)
    #expect(run.raised.isEmpty)
    run.train(20, Batch(discriminatorLoss: 240))
    #expect(run.raised == [.divergence])
  }

  @Test func `losses of sixty are none, as far ahead as the discriminator may be`() {
    var run = RunSketch()
    run.train(900, Batch(discriminatorLoss: 60, generatorLoss: 60))
    #expect(run.raised.isEmpty)
  }

  @Test func `a negative loss is none, and a critic's may be of any size`() {
    var run = RunSketch()
    run.train(900, Batch(discriminatorLoss: -0.2))
    #expect(run.raised.isEmpty)
    run = RunSketch(
      facts: DiagnosisFacts(meaning: .difference, isCritic: true, batchesPerEpoch: 500))
    run.train(900, Batch(discriminatorLoss: -400, generatorLoss: 900))
    #expect(run.raised.isEmpty)
  }

  @Test func `the generator's loss is a logit where there is a margin`() {
    var run = RunSketch(facts: DiagnosisFacts(meaning: .margin, batchesPerEpoch: 500))
    run.train(900, Batch(generatorLoss: -80))
    #expect(run.raised.isEmpty)
  }

  @Test func `gradients over a hundred are one where they were small before`() {
    var run = RunSketch()
    run.train(600)
    run.train(30, Batch(discriminatorGradient: 150))
    #expect(run.raised == [.divergence])

    run = RunSketch()
    run.train(600, Batch(discriminatorGradient: 30))
    run.train(300, Batch(discriminatorGradient: 150))
    #expect(run.raised.isEmpty)

    run = RunSketch()
    run.train(600)
    run.train(300, Batch(discriminatorGradient: 90))
    #expect(run.raised.isEmpty)
  }

  @Test func `it leads back to the end of an epoch with lower rates`() {
    var run = RunSketch()
    run.train(1300)
    run.train(1, Batch(discriminatorLoss: .nan))
    #expect(
      run.alarms.first?.remedy?.commands == [
        .branch(BranchRequest(branch: 3, step: 1000, keepsKnobs: false)),
        .setLearningRate(.generator, 5e-4), .setLearningRate(.discriminator, 5e-4),
      ])

    run = RunSketch()
    run.train(20, Batch(generatorLoss: 1e7))
    let remedy = run.alarms.first?.remedy
    #expect(remedy?.commands.first == .branch(BranchRequest(branch: 3, step: 0, keepsKnobs: false)))
    #expect(remedy?.commands.last == .setLearningRate(.discriminator, 1e-4))
  }

  @Test func `where it has begun nothing else is said`() {
    var run = RunSketch()
    run.go(12)
    run.go(12, Batch(generatorLoss: 1e7, realAccuracy: 1, fakeAccuracy: 1, generatorGradient: 0))
    #expect(run.raised == [.divergence])
  }

  @Test func `it ends after two hundred quiet batches`() {
    var run = RunSketch()
    run.train(400)
    run.train(30, Batch(discriminatorLoss: 240))
    run.train(199)
    #expect(run.ended.isEmpty)
    run.train(1)
    #expect(run.ended == [.divergence])
  }

  // MARK: - Vanishing gradient

  @Test func `a gradient of a thousandth of what is usual vanishes`() throws {
    var run = RunSketch()
    run.train(1000)
    run.train(199, Batch(generatorGradient: 1e-4))
    #expect(run.raised.isEmpty)
    run.train(1, Batch(generatorGradient: 1e-4))
    #expect(run.raised == [.vanishingGradient])
    // What has vanished does not become usual.
    run.train(5000, Batch(generatorGradient: 1e-4))
    #expect(run.ended.isEmpty)
    run.train(100)
    #expect(run.ended == [.vanishingGradient])
  }

  @Test func `one that falls to a hundredth over time does not`() {
    var run = RunSketch()
    for power in 0..<20 {
      run.train(200, Batch(generatorGradient: 0.5 / Float(1 << (power / 3))))
    }
    #expect(run.raised.isEmpty)
  }

  @Test func `no gradient at all vanishes, except where nobody learns by it`() {
    var run = RunSketch()
    run.train(500, Batch(generatorGradient: 0))
    #expect(run.raised == [.vanishingGradient])
    run = RunSketch(facts: DiagnosisFacts(generatorLearns: false, batchesPerEpoch: 500))
    run.train(900, Batch(generatorGradient: 0))
    #expect(run.raised.isEmpty)
    run = RunSketch()
    run.train(900, Batch(generatorGradient: 0, hasSignals: false))
    #expect(run.raised.isEmpty)
  }

  // MARK: - Broken discriminator

  private let fooled = Batch(realAccuracy: 0.95, fakeAccuracy: 0.05, realScore: 0.9, fakeScore: 0.9)

  @Test func `a discriminator that takes worse images for real is broken`() {
    var run = RunSketch()
    run.go(12)
    run.go(6, fooled, reading: .init(distance: 60))
    #expect(run.raised.contains(.brokenDiscriminator))
    run.train(500)
    #expect(run.ended.contains(.brokenDiscriminator))
  }

  @Test func `while images are as good as ever it is fooled by right`() {
    var run = RunSketch()
    run.go(24, fooled)
    #expect(run.raised.isEmpty)
  }

  @Test func `near chance nobody is fooled`() {
    var run = RunSketch(judge: nil)
    run.train(
      3000,
      Batch(realAccuracy: 0.01, fakeAccuracy: 0.98, realScore: 0.49, fakeScore: 0.48))
    run.train(
      3000,
      Batch(realAccuracy: 0.98, fakeAccuracy: 0.05, realScore: 0.79, fakeScore: 0.78))
    #expect(run.raised.isEmpty)
  }

  @Test func `its rate is raised`() {
    var run = RunSketch(judge: nil)
    run.train(1500, fooled)
    #expect(run.raised == [.brokenDiscriminator])
    #expect(
      run.alarms.first?.remedy?.commands == [.setLearningRate(.discriminator, 2e-3)])
  }
}
