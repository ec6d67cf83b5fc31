/// What to think of a run in which no alarm is open: mostly that nothing is wrong, and that waiting is right.
package struct HealthVerdict: Sendable, Hashable {
  /// How the run stands.
  package enum Kind: Sendable, Hashable {
    /// There is nothing to judge by yet.
    case unknown
    /// The first batches, in which every GAN is erratic.
    case beginning
    /// The images get nearer to the real ones.
    case improving
    /// They do not, and nothing else is wrong.
    case steady
  }

  package var kind: Kind
  /// What to do, in a few words: `nothing wrong: wait`.
  package var title: String
  /// What is normal about what is seen, with its numbers, in one or two sentences.
  package var reason: String

  package init(kind: Kind, title: String, reason: String) {
    self.kind = kind
    self.title = title
    self.reason = reason
  }
}

extension BranchLine {
  /// What to think of the line, or nil where alarms are open, which say it.
  package var verdict: HealthVerdict? {
    guard openAlarms.isEmpty else { return nil }
    guard let last = metrics.last else {
      return HealthVerdict(
        kind: .unknown, title: "nothing to say yet", reason: "No batch is trained.")
    }
    guard last.step > Self.erraticBatches else {
      return HealthVerdict(
        kind: .beginning, title: "nothing wrong: wait",
        reason: "The first \(Self.erraticBatches) batches are erratic in every GAN.")
    }
    let course = distanceCourse
    return HealthVerdict(
      kind: course?.improves ?? false ? .improving : .steady, title: "nothing wrong: wait",
      reason: [game, course?.text].compactMap(\.self).joined(separator: " "))
  }

  /// Brownlee, "How to identify and diagnose GAN failure modes", 2019, has 100 to 300.
  private static let erraticBatches = 300

  // MARK: - The game

  /// What is normal about the discriminator's share of right answers over the last batches.
  private var game: String {
    let last = metrics.suffix(100)
    let accuracy =
      last.reduce(0.0) { $0 + Double($1.realAccuracy + $1.fakeAccuracy) / 2 }
      / Double(max(1, last.count))
    let seen = "D is right on \(accuracy.percent) -"
    switch accuracy {
    case ..<0.7: return "\(seen) near chance is where a good game ends."
    case ..<0.9: return "\(seen) a healthy lead, from which G learns."
    case ...1: return "\(seen) a wide lead, as it often has early; it must not become all."
    default: return "D's answers are no numbers."
    }
  }

  // MARK: - The distance

  /// How the distance to the real images went over the last readings, or nil where there are too few.
  private var distanceCourse: (improves: Bool, text: String)? {
    let training = readings(of: .training)
    let readings = (training.isEmpty ? self.readings(of: .generator) : training).suffix(6)
    guard readings.count >= 4, let last = readings.last else { return nil }
    let before = mean(readings.prefix(readings.count / 2))
    let after = mean(readings.suffix(readings.count / 2))
    let (from, to) = (before.brief, after.brief)
    if last.distance < 2 * last.floor {
      return (
        true, "The distance is \(last.distance.brief), and real images have \(last.floor.brief)."
      )
    }
    if after < 0.95 * before { return (true, "The distance falls: \(from), \(to).") }
    if after <= 1.05 * before {
      return (false, "The distance stays near \(to): see if it falls within some epochs.")
    }
    return (false, "The distance rose from \(from) to \(to): it often does for a while.")
  }

  private func mean(_ readings: some Collection<QualityReading>) -> Double {
    readings.reduce(0) { $0 + $1.distance } / Double(max(1, readings.count))
  }
}
