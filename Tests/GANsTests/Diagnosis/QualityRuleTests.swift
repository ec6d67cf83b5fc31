import GANs
import Session
import Testing

/// The rules that look at the course of readings.
struct QualityRuleTests {
  private typealias Reading = RunSketch.Reading

  private var healthy: RunSketch {
    var run = RunSketch()
    run.go(12)
    return run
  }

  // MARK: - Past the best

  @Test func `a distance that is a third above the best one for long is past the best`() throws {
    var run = healthy
    run.go(9, reading: Reading(distance: 60))
    #expect(run.raised == [.peakPassed])
    let alarm = try #require(run.alarms.first)
    #expect(alarm.seen == "the distance to the real images was 40 at batch 100 and is 60 now")
    #expect(
      alarm.remedy?.commands.first
        == .branch(BranchRequest(branch: 3, step: 500, keepsKnobs: false)))
  }

  @Test func `one that rises by a quarter, or for four readings, is not`() {
    var run = healthy
    run.go(20, reading: Reading(distance: 50))
    #expect(run.raised.isEmpty)
    run.go(4, reading: Reading(distance: 60))
    run.go(9)
    #expect(run.raised.isEmpty)
  }

  @Test func `near the floor of real images a third is nothing`() {
    var run = RunSketch()
    run.go(12, reading: Reading(distance: 10))
    run.go(12, reading: Reading(distance: 20))
    #expect(run.raised.isEmpty)
  }

  @Test func `it ends near the best`() {
    var run = healthy
    run.go(9, reading: Reading(distance: 60))
    run.go(3, reading: Reading(distance: 48))
    #expect(run.ended.isEmpty)
    run.go(4, reading: Reading(distance: 42))
    #expect(run.ended == [.peakPassed])
  }

  // MARK: - Oscillation

  /// Some readings whose classes jump to and fro.
  private func jump(_ run: inout RunSketch, readings: Int, by share: Int) {
    for index in 0..<readings {
      let (many, few) = (100 + share, 100 - share)
      let low = (0..<10).map { $0 < 5 ? many : few }
      run.go(
        1,
        reading: Reading(
          distance: 200, classes: index % 2 == 0 ? low : low.reversed(), recall: 0.5))
    }
  }

  @Test func `classes that come and go are an oscillation`() {
    var run = RunSketch()
    run.go(8, reading: Reading(distance: 200))
    jump(&run, readings: 8, by: 40)
    #expect(run.raised == [.oscillation])
    run.go(9, reading: Reading(distance: 200))
    #expect(run.ended == [.oscillation])
  }

  @Test func `small changes of classes are none`() {
    var run = RunSketch()
    run.go(8, reading: Reading(distance: 200))
    jump(&run, readings: 20, by: 11)
    #expect(run.raised.isEmpty)
  }

  @Test func `a distance that goes up and down by half is one`() {
    var run = RunSketch()
    for index in 0..<24 { run.go(1, reading: Reading(distance: index % 2 == 0 ? 200 : 300)) }
    #expect(run.raised.first == .oscillation)
  }

  @Test func `one that goes up and down a little, or near the floor, is none`() {
    for (low, high) in [(200.0, 240.0), (14.0, 24.0)] {
      var run = RunSketch()
      for index in 0..<24 { run.go(1, reading: Reading(distance: index % 2 == 0 ? low : high)) }
      #expect(!run.raised.contains(.oscillation))
    }
  }

  @Test func `an average that is no better says that nothing circles`() {
    var run = RunSketch()
    run.go(8, reading: Reading(distance: 200))
    run.read(Reading(source: .generator, distance: 200))
    run.read(Reading(source: .average, distance: 190))
    jump(&run, readings: 8, by: 40)
    #expect(run.raised.isEmpty)
    run.read(Reading(source: .generator, distance: 200))
    run.read(Reading(source: .average, distance: 90))
    jump(&run, readings: 2, by: 40)
    #expect(run.raised == [.oscillation])
  }

  // MARK: - Overfitting

  private func sure(logitGap: Float = 2) -> RunSketch.Batch {
    RunSketch.Batch(realAccuracy: 0.95, fakeAccuracy: 0.9, logitGap: logitGap)
  }

  @Test func `a discriminator that knows its images by heart overfits`() {
    var run = RunSketch()
    run.go(14, sure(), reading: Reading(heldOutGap: 2))
    #expect(run.raised == [.overfitting])
    #expect(run.alarms.first?.remedy?.commands == [.setTrick("translation", 0.125)])
    run.go(6, sure(), reading: Reading(heldOutGap: 0.8))
    #expect(run.ended.isEmpty)
    run.go(3, sure(), reading: Reading(heldOutGap: 0.5))
    #expect(run.ended == [.overfitting])
  }

  @Test(arguments: [(0.9, Float(2)), (1.1, 4)])
  func `a small gap is none, and so is one that is small beside all that it tells apart`(
    gap: Double, logitGap: Float
  ) {
    var run = RunSketch()
    run.go(14, sure(logitGap: logitGap), reading: Reading(heldOutGap: gap))
    #expect(run.raised.isEmpty)
  }

  @Test func `an unsure discriminator does not, nor one while images get better`() {
    var run = RunSketch()
    run.go(14, reading: Reading(heldOutGap: 2))
    #expect(run.raised.isEmpty)
    run = RunSketch()
    for index in 1..<20 {
      run.go(1, sure(), reading: Reading(distance: 900 / Double(index), heldOutGap: 2))
    }
    #expect(run.raised.isEmpty)
  }

  @Test func `where nothing was held out it shows by copies`() throws {
    var run = RunSketch()
    run.go(14, sure(), reading: Reading(nearCopies: 0.06))
    #expect(run.raised == [.overfitting])
    let alarm = try #require(run.alarms.first)
    #expect(alarm.seen.hasPrefix("6 % of the generated images are nearer to one of the training"))
    run.go(6, sure(), reading: Reading(nearCopies: 0.04))
    #expect(run.ended.isEmpty)
    run.go(3, sure(), reading: Reading(nearCopies: 0.02))
    #expect(run.ended == [.overfitting])
  }

  @Test func `copies are none where it does not know its images, or does not know them best`() {
    var run = RunSketch()
    run.go(14, reading: Reading(nearCopies: 0.13))
    #expect(run.raised.isEmpty)
    run = RunSketch()
    run.go(14, sure(), reading: Reading(nearCopies: 0.13, heldOutGap: 0.2))
    #expect(run.raised.isEmpty)
  }

  // MARK: - Pixels

  private let winning = RunSketch.Batch(realAccuracy: 0.99, fakeAccuracy: 0.99)

  @Test func `pixels at the ends of the range are stuck, beside what drawings have`() {
    var run = RunSketch(judge: .digits)
    run.go(6, winning, reading: Reading(saturated: 0.99))
    #expect(run.raised.contains(.saturatedPixels))
    for (batch, share) in [(winning, 0.95), (RunSketch.Batch(), 0.99)] {
      var run = RunSketch()
      run.go(6, batch, reading: Reading(saturated: share))
      #expect(!run.raised.contains(.saturatedPixels))
    }
  }

  @Test func `nobody knows what is stuck without real images beside`() {
    var run = RunSketch(judge: nil)
    run.go(6, winning, reading: Reading(saturated: 1))
    #expect(!run.raised.contains(.saturatedPixels))
  }

  @Test func `alternating pixels are a checkerboard, if they stay and something enlarges`() {
    let pattern = Reading(checkerboard: 5)
    var run = RunSketch()
    run.go(14, reading: pattern)
    #expect(run.raised == [.checkerboard])
    run.go(3, reading: Reading(checkerboard: 3.5))
    #expect(run.ended.isEmpty)
    run.go(3, reading: Reading(checkerboard: 2))
    #expect(run.ended == [.checkerboard])

    run = RunSketch(
      facts: DiagnosisFacts(hasTransposedConvolutions: false, batchesPerEpoch: 500))
    run.go(14, reading: pattern)
    #expect(run.raised.isEmpty)

    run = RunSketch()
    run.go(14, reading: Reading(checkerboard: 3.9))
    #expect(run.raised.isEmpty)
  }
}
