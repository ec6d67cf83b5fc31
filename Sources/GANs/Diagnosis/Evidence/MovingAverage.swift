/// The exponential moving average of a series, which passes over what is no number.
struct MovingAverage: Sendable, Hashable {
  /// Nil before the first number.
  private(set) var value: Double?
  /// The weight of a new number: 2 / (n + 1) for an average over n of them.
  private let weight = 2 / Double(Thresholds.averaged + 1)

  mutating func follow(_ number: Float) {
    guard number.isFinite else { return }
    value = value.map { $0 + (Double(number) - $0) * weight } ?? Double(number)
  }
}
