internal import Session

/// Numbers of readings in words; of pairs the first is of generated images and the second of real ones.
enum HealthText {
  /// What a judge does that is being made: so much of its learning is done, 0 to 1.
  static func preparation(_ share: Double) -> String {
    share > 0 ? "the judge learns \(NumberText.percent(share))" : "looking for a judge"
  }

  /// What a judge does that has learned, or was kept.
  static let comparison = "the judge reads real images"

  /// Why a run has no judge.
  static func objection(_ objection: JudgeStanding.Objection) -> String {
    switch objection {
    case .unwanted: "--no-judge"
    case .frozenGenerator: "the generator does not learn"
    }
  }

  /// A distance in at most six characters.
  static func distance(_ value: Double) -> String {
    NumberText.decimal(value, places: abs(value) < 99.95 ? 1 : 0)
  }

  /// The distance, what real images get, and how much of the way it is, in less and less words.
  static func distances(of reading: QualityReading) -> [String] {
    let own = distance(reading.distance)
    let floor = distance(reading.floor)
    let share = NumberText.percent(reading.distanceShare)
    return [
      "\(own), real \(floor), \(share) of trace", "\(own), real \(floor), \(share)",
      "\(own) \(share)", own,
    ]
  }

  static func coverages(_ value: Double?, real: Double?) -> [String] {
    beside(NumberText.percent(value), real.map { NumberText.percent($0) })
  }

  static func diversities(_ value: Double?, real: Double?) -> [String] {
    func text(_ value: Double) -> String { NumberText.decimal(value, places: 3) }
    return beside(value.map(text) ?? "-", real.map(text))
  }

  private static func beside(_ own: String, _ real: String?) -> [String] {
    [real.map { "\(own), real \($0)" }, own].compactMap(\.self)
  }

  /// Two shares as percentages: `81/97 %`.
  static func percentages(_ own: Double, _ real: Double?) -> String {
    guard let real else { return NumberText.percent(own) }
    return "\(NumberText.percent(own).prefix { $0 != " " })/\(NumberText.percent(real))"
  }

  /// Two numbers with one or two places: `7.9/9.6`.
  static func numbers(_ own: Double, _ real: Double?, places: Int = 1) -> String {
    [own, real].compactMap(\.self).map { NumberText.decimal($0, places: places) }
      .joined(separator: "/")
  }
}
