import GANs
import Session
import Testing

struct CollapseTests {
  private typealias Reading = RunSketch.Reading

  /// One digit is left, as of dense-selu with Adam after 20 epochs.
  private let collapsed = Reading(
    distance: 1192, classes: [0, 0, 0, 0, 0, 0, 0, 3, 997, 0], score: 1.05, recall: 0,
    coverage: 0.07, pixelDeviation: 0.073, pairwise: 3.8)
  /// Seven are, as after 10.
  private let losing = Reading(
    distance: 738, classes: [0, 380, 40, 60, 2, 1, 60, 300, 60, 97], score: 3.5, recall: 0.01,
    coverage: 0.2, pixelDeviation: 0.14, pairwise: 7)
  /// What dense-selu has by its own laboratory's words.
  private let leaning = Reading(
    distance: 222, classes: [60, 200, 50, 90, 8, 60, 60, 250, 72, 150], score: 5.9, recall: 0.45,
    coverage: 0.43, pixelDeviation: 0.17)

  private var healthy: RunSketch {
    var run = RunSketch()
    run.go(12)
    return run
  }

  @Test func `one class that is left is a full collapse`() {
    var run = healthy
    run.go(4, reading: collapsed)
    #expect(run.raised == [.fullCollapse])
    #expect(run.entries[0].step == 1400)
  }

  @Test func `some classes that are lost are a partial one, and they are named`() throws {
    var run = healthy
    run.go(5, reading: losing)
    #expect(run.raised == [.partialCollapse])
    let alarm = try #require(run.alarms.first)
    #expect(alarm.seen.hasPrefix("hardly any 0, 4 and 5 among 1000 images, so 7 of 10 classes"))
    #expect(alarm.seen.contains("recall 0.01 (real images 0.9)"))
  }

  /// What dense-selu draws while its generator learns 20 times as fast.
  @Test func `blots that the judge takes for eight classes are a partial one too`() {
    var run = healthy
    run.go(
      5,
      reading: Reading(
        distance: 160, classes: [4, 600, 60, 50, 40, 60, 90, 3, 70, 23], score: 1.9, recall: 0.05,
        coverage: 0.12, pixelDeviation: 0.19))
    #expect(run.raised == [.partialCollapse])
  }

  @Test func `the few classes that are left may come and go`() {
    var run = healthy
    for index in 0..<12 {
      var reading = collapsed
      if index % 2 == 0 { reading.classes.swapAt(0, 8) }
      run.go(1, reading: reading)
    }
    #expect(run.raised == [.fullCollapse])
  }

  @Test func `a full collapse takes the place of a partial one`() {
    var run = healthy
    run.go(5, reading: losing)
    run.go(9, reading: collapsed)
    #expect(run.raised == [.partialCollapse, .fullCollapse])
    #expect(run.ended == [.partialCollapse])
    #expect(run.diagnosis.openKinds == [.fullCollapse])
  }

  @Test func `a lean towards some digits is no collapse`() {
    var run = RunSketch()
    run.go(30, reading: leaning)
    #expect(run.raised.isEmpty)
  }

  @Test func `few classes at the start are none while the images get better`() {
    var run = RunSketch()
    for index in 0..<12 {
      var reading = losing
      reading.distance = 1200 / (1 + Double(index))
      run.go(1, reading: reading)
    }
    #expect(run.raised.isEmpty)
  }

  @Test func `it ends when the classes are back`() {
    var run = healthy
    run.go(5, reading: losing)
    run.go(1)
    #expect(run.ended.isEmpty)
    run.go(1)
    #expect(run.ended == [.partialCollapse])
  }

  @Test func `readings between the bounds end nothing`() {
    var run = healthy
    run.go(5, reading: losing)
    var better = losing
    better.classes = [0, 200, 100, 100, 0, 100, 100, 200, 100, 100]
    run.go(6, reading: better)
    #expect(run.ended.isEmpty)
  }

  @Test func `hardly any recall is a collapse within the classes`() {
    var run = RunSketch()
    run.go(14, reading: Reading(distance: 500, recall: 0.01, coverage: 0.05))
    #expect(run.raised == [.partialCollapse])
  }

  @Test func `without a judge nothing is said of classes`() {
    var run = RunSketch(judge: nil)
    run.go(14, reading: collapsed)
    #expect(run.raised.isEmpty)
  }

  @Test func `frogs have no classes, and collapse by their pixels`() {
    var narrow = Reading(
      distance: 900, classes: [], score: nil, recall: 0, coverage: 0.05, pixelDeviation: 0.07,
      pairwise: 3)
    var run = RunSketch(judge: .frogs)
    run.go(14, reading: narrow)
    #expect(run.raised == [.fullCollapse])

    narrow = Reading(distance: 900, classes: [], score: nil, recall: nil, coverage: nil)
    run = RunSketch(judge: .frogs)
    run.go(14, reading: narrow)
    #expect(run.raised.isEmpty)
  }

  @Test func `a run of one class has nothing to lose`() {
    var run = RunSketch(judge: .of(classes: 10, present: 1))
    let sevens = Reading(
      distance: 90, classes: [900, 20, 20, 20, 20, 20, 0, 0, 0, 0], score: 1.1)
    run.go(14, reading: sevens)
    #expect(run.raised.isEmpty)
  }

  @Test func `of two classes one is half of all`() {
    var run = RunSketch(judge: .of(classes: 10, present: 2))
    let one = Reading(
      distance: 700, classes: [980, 5, 5, 5, 5, 0, 0, 0, 0, 0], score: nil, recall: 0.2,
      coverage: 0.2)
    run.go(14, reading: one)
    #expect(run.raised == [.fullCollapse])
  }

  @Test func `too few images say nothing of classes`() {
    var run = RunSketch()
    var few = losing
    few.classes = [0, 30, 4, 6, 0, 0, 6, 30, 6, 10]
    few.recall = 0.1
    run.go(14, reading: few)
    #expect(run.raised.isEmpty)
  }

  @Test func `it leads back to the best reading, and another way from there`() {
    var run = healthy
    run.go(1, reading: Reading(distance: 30))
    run.go(1, reading: Reading(distance: 30))
    run.go(5, reading: collapsed)
    let best = BranchRequest(branch: 3, step: 1400, keepsKnobs: false)
    #expect(run.alarms.first?.remedy?.commands == [.branch(best), .setTrick("r1", 1)])
  }
}
