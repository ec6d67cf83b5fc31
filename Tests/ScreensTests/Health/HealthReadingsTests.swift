import Session
import Terminal
import Testing

@testable import Screens

/// Which of the readings are shown, and where.
struct HealthReadingsTests {
  private func reading(
    _ step: Int, _ source: QualityReading.Source, distance: Double = 50, coverage: Double? = nil
  ) -> QualityReading {
    QualityReading(
      epoch: 1, step: step, source: source, count: 1000, distance: distance, floor: 3,
      distanceShare: 0.1, coverage: coverage, pixelDeviation: 0.2, pairwiseDistance: 9,
      saturatedPixels: 0, checkerboard: 1)
  }

  @Test func `the course is that of one source, numbers are the newest of any`() {
    let readings = HealthReadings([
      reading(10, .training), reading(20, .generator, coverage: 0.5), reading(20, .average),
      reading(30, .training),
    ])
    #expect(readings.course.map(\.step) == [10, 30])
    #expect(readings.newest(\.coverage) == 0.5)
    #expect(HealthReadings([reading(20, .generator)]).course.map(\.step) == [20])
  }

  @Test func `the average stands beside the weights on the same latent vectors`() {
    let both = HealthReadings([
      reading(20, .generator, distance: 60), reading(20, .average, distance: 40),
    ])
    #expect(both.averageBesideRaw?.raw.distance == 60)
    #expect(both.averageBesideRaw?.average.distance == 40)
    let apart = HealthReadings([reading(10, .generator), reading(20, .average)])
    #expect(apart.averageBesideRaw == nil)
  }

  @Test func `a slower series is held until its next value`() {
    let own = HealthSeries([10, 20, 30, 40].map { reading($0, .training) }, \.distance)
    let other = HealthSeries(
      [(20, 7.0), (40, 5.0)].map { reading($0, .average, distance: $1) }, \.distance)
    #expect(own.held(other).start == 1)
    #expect(Array(own.held(other).values.dropFirst()) == [7.0, 7.0, 5.0] as [Float])
    #expect(own.index(after: 20) == 1 && own.index(after: 41) == 4)
  }

  @Test(arguments: [
    (0.0, 0.1, true), (0.009, 0.1, true), (0.011, 0.1, false), (0.009, 0.01, false),
  ])
  func `a class is lost where hardly any image shows it`(
    share: Double, realShare: Double, isLost: Bool
  ) {
    let entry = ClassBars.Entry(name: "7", share: share, realShare: realShare)
    #expect(entry.isLost == isLost)
  }

  @Test func `classes that the run leaves out are not missed`() {
    var judge = SampleRuns.judge(of: "mnist", classes: ["3", "7", "8"])
    judge.reference.classShares = [0.5, 0.5, 0]
    var own = reading(10, .training)
    own.classCounts = [600, 400, 0]
    let entries = ClassBars.entries(HealthReadings([own]), judge)
    #expect(entries?.map(\.name) == ["3", "7"])
    #expect(entries?.map(\.share) == [0.6, 0.4])
  }
}
