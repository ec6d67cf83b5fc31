import Session
import Testing

struct HealthVerdictTests {
  private func line(
    batches: Int, accuracy: Float = 0.63, distances: [Double] = [], floor: Double = 4
  ) -> BranchLine {
    var line = BranchLine()
    for step in stride(from: 1, through: batches, by: 1) {
      line.metrics.append(
        BatchMetrics(
          epoch: 1, batch: step, step: step, discriminatorLoss: 0.6, generatorLoss: 0.8,
          realAccuracy: accuracy, fakeAccuracy: accuracy))
    }
    line.quality = distances.enumerated().map { index, distance in
      QualityReading(
        epoch: 1, step: 100 * (index + 1), source: .training, count: 1000, distance: distance,
        floor: floor, distanceShare: distance / 1000, pixelDeviation: 0.2, pairwiseDistance: 10,
        saturatedPixels: 0.8, checkerboard: 1)
    }
    return line
  }

  @Test func `near chance is where a good game ends`() throws {
    let verdict = try #require(line(batches: 900).verdict)
    #expect(verdict.title == "nothing wrong: wait")
    #expect(verdict.reason == "D is right on 63 % - near chance is where a good game ends.")
    #expect(verdict.kind == .steady)
  }

  @Test func `before the first batch there is nothing to say, and in the first ones little`() {
    #expect(BranchLine().verdict?.kind == .unknown)
    #expect(line(batches: 300).verdict?.kind == .beginning)
    #expect(line(batches: 301).verdict?.kind == .steady)
  }

  @Test(arguments: [
    (Float(0.8), "healthy lead"), (0.95, "wide lead"), (.nan, "no numbers"), (0.4, "near chance"),
  ])
  func `every share of right answers has its words`(accuracy: Float, words: String) {
    #expect(line(batches: 400, accuracy: accuracy).verdict?.reason.contains(words) == true)
  }

  @Test func `the distance says whether waiting helps`() {
    let falling = line(batches: 900, distances: [570, 445, 244, 195]).verdict
    #expect(falling?.kind == .improving)
    #expect(falling?.reason.hasSuffix("The distance falls: 508, 220.") == true)
    let flat = line(batches: 900, distances: [200, 198, 202, 200]).verdict
    #expect(flat?.kind == .steady && flat?.reason.contains("stays near 201") == true)
    let risen = line(batches: 900, distances: [100, 100, 120, 130]).verdict
    #expect(risen?.reason.contains("rose from 100 to 125") == true)
    let best = line(batches: 900, distances: [5, 6, 5, 6]).verdict
    #expect(best?.kind == .improving && best?.reason.contains("real images have 4") == true)
  }

  @Test func `an open alarm says more`() {
    var line = line(batches: 900)
    let alarm = Alarm(kind: .oscillation, seen: "s", meaning: "m", advice: "a")
    line.events = [TrainingEvent(step: 800, kind: .alarm(alarm))]
    #expect(line.verdict == nil)
    line.events.append(TrainingEvent(step: 850, kind: .alarmEnded(.oscillation)))
    #expect(line.verdict != nil)
  }
}

struct BriefNumberTests {
  @Test(arguments: [
    (0.0, "0"), (0.89, "0.89"), (1.05, "1.05"), (1191.6, "1192"), (0.00126, "0.00126"),
    (4.26e7, "4.3e7"), (-2.345, "-2.35"), (3.21e-9, "3.2e-9"), (100, "100"), (42.06, "42.1"),
    (1e-3, "0.001"), (999_999.9, "1000000"), (.nan, "not a number"),
  ])
  func `three digits count`(number: Double, text: String) {
    #expect(number.brief == text)
  }

  @Test func `shares are whole percents`() {
    #expect(0.634.percent == "63 %")
    #expect(1.0.percent == "100 %")
    #expect(Double.nan.percent == "not a number")
  }
}
