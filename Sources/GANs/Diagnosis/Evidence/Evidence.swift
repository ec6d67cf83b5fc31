internal import Session

/// All that rules look at.
struct Evidence: Sendable, Hashable {
  let facts: DiagnosisFacts
  var judge: JudgeDescription?
  private(set) var batches = BatchCourse()
  private(set) var readings = ReadingCourse()
  /// The states of which alarms were raised, in that order.
  private(set) var illnesses: [Illness] = []

  init(_ facts: DiagnosisFacts) {
    self.facts = facts
  }

  mutating func follow(_ batch: BatchMetrics) {
    batches.follow(batch)
  }

  /// - Returns: whether rules look at readings of this source.
  mutating func follow(_ reading: QualityReading) -> Bool {
    readings.follow(reading)
  }

  /// Notes that an alarm is raised for a state that was seen first at a batch.
  mutating func fallIll(_ kind: Alarm.Kind, since step: Int) {
    illnesses.append(Illness(kind: kind, start: step))
  }

  /// Notes that an alarm ends.
  mutating func recover(from kind: Alarm.Kind, at step: Int) {
    guard let place = illnesses.lastIndex(where: { $0.kind == kind }) else { return }
    illnesses[place].end = step
  }
}

extension Evidence {
  /// What real images get; nil until the judge is known.
  var real: JudgeDescription.Reference? { judge?.reference }

  /// How the classes of the last reading are spread; nil where nobody can say.
  var balance: ClassBalance? { readings.last.flatMap(balance(of:)) }

  func balance(of reading: QualityReading) -> ClassBalance? {
    real.flatMap { ClassBalance(reading, beside: $0) }
  }

  /// How much of the real images' recall and coverage the last reading has: nil where nobody took them.
  var recall: Double? { share(of: readings.last?.recall, in: real?.recall) }
  var coverage: Double? { share(of: readings.last?.coverage, in: real?.coverage) }
  /// The lower one of them.
  var variety: Double? { [recall, coverage].compactMap(\.self).min() }

  /// How much of the real images' deviation of pixels, and distance of images, the last reading has.
  var deviation: Double? { share(of: readings.last?.pixelDeviation, in: real?.pixelDeviation) }
  var pairwise: Double? { share(of: readings.last?.pairwiseDistance, in: real?.pairwiseDistance) }

  private func share(of value: Double?, in real: Double?) -> Double? {
    guard let value, let real, real > 0, value.isFinite else { return nil }
    return value / real
  }

  /// Where the last estimates stand between the labels of generated images, 0, and of real ones, 1.
  var realScore: Double? { batches.realScore.value.flatMap(placeBetweenLabels) }
  var fakeScore: Double? { batches.fakeScore.value.flatMap(placeBetweenLabels) }

  private func placeBetweenLabels(_ score: Double) -> Double? {
    let way = facts.realLabel - facts.fakeLabel
    return way > 0 ? (score - facts.fakeLabel) / way : nil
  }

  /// Whether training does not lead to better images any more, as far as readings tell.
  var hasStoppedImproving: Bool { readings.isTelling && readings.progress.hasEnded }
}
