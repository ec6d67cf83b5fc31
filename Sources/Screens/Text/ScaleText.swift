#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What the vertical axis of a chart covers, from the bottom to the top: `0.41..0.72`.
enum ScaleText {
  /// Numbers with as many places as tell them apart.
  static func numbers(_ range: ClosedRange<Float>) -> String {
    let (low, high) = (Double(range.lowerBound), Double(range.upperBound))
    guard max(abs(low), abs(high)) < 1e5 else { return significant(low, high) }
    let places = max(0, Int((1 - log10(max(high - low, 1e-9))).rounded(.up)))
    guard places <= 5 else { return significant(low, high) }
    return [low, high].map { NumberText.decimal($0, places: places) }.joined(separator: "..")
  }

  /// Of an axis on which the logarithms of the numbers stand, to the base of ten.
  static func powersOfTen(_ range: ClosedRange<Float>) -> String {
    significant(pow(10, Double(range.lowerBound)), pow(10, Double(range.upperBound)))
  }

  static func percentages(_ range: ClosedRange<Float>) -> String {
    let low = NumberText.decimal(Double(range.lowerBound) * 100, places: 0)
    return "\(low)..\(NumberText.percent(Double(range.upperBound)))"
  }

  private static func significant(_ low: Double, _ high: Double) -> String {
    [low, high].map { NumberText.significant($0, digits: 2, limit: 5) }.joined(separator: "..")
  }
}
