/// Numbers as the screens write them.
enum NumberText {
  /// A number with a fixed count of decimal places.
  static func decimal(_ value: Double, places: Int) -> String {
    guard value.isFinite else { return nonFinite(value) }
    let unit = powerOfTen(places)
    let scaled = (abs(value) * unit).rounded()
    guard scaled < 1e15 else { return significant(value, digits: 3) }
    let sign = value < 0 && scaled > 0 ? "-" : ""
    let digits = String(Int(scaled))
    guard places > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return sign + padded.dropLast(places) + "." + padded.suffix(places)
  }

  /// A number with some significant digits and no zeros at its end: `0.00126`, `2e-7`.
  ///
  /// From ten to the power of `limit` on it has an exponent.
  static func significant(_ value: Double, digits: Int, limit: Int = 6) -> String {
    guard value.isFinite else { return nonFinite(value) }
    guard value != 0 else { return "0" }
    var exponent = 0
    var mantissa = abs(value)
    while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    let unit = powerOfTen(digits - 1)
    mantissa = (mantissa * unit).rounded() / unit
    if mantissa >= 10 { (mantissa, exponent) = (1, exponent + 1) }
    guard exponent < -5 || exponent >= limit else {
      return trimmed(decimal(value, places: max(0, digits - 1 - exponent)))
    }
    return (value < 0 ? "-" : "") + trimmed(decimal(mantissa, places: digits - 1)) + "e\(exponent)"
  }

  /// A loss in at most 6 characters.
  static func loss(_ value: Float?) -> String {
    guard let value else { return "-" }
    switch abs(value) {
    case ..<10: return decimal(Double(value), places: 3)
    case ..<100: return decimal(Double(value), places: 2)
    case ..<1000: return decimal(Double(value), places: 1)
    case ..<10000: return decimal(Double(value), places: 0)
    default: return significant(Double(value), digits: value < 0 ? 1 : 2, limit: 4)
    }
  }

  /// A share as a percentage in at most 5 characters: `78 %`.
  static func percent(_ share: Double?) -> String {
    guard let share else { return "- %" }
    guard share.isFinite else { return nonFinite(share) }
    return decimal(min(9.99, max(0, share)) * 100, places: 0) + " %"
  }

  /// A time in at most 8 characters: `3:10`, `1:03:10`.
  static func duration(seconds: Double?) -> String {
    guard let seconds, seconds.isFinite, seconds >= 0 else { return "-:--" }
    guard seconds < 360_000 else { return "> 99 h" }
    let whole = Int(seconds.rounded(.up))
    let (hours, minutes) = (whole / 3600, whole / 60 % 60)
    let tail = padded(whole % 60, with: "0")
    return hours > 0 ? "\(hours):\(padded(minutes, with: "0")):\(tail)" : "\(minutes):\(tail)"
  }

  /// A counter and its total, as wide from its first to its last value: ` 3/20`.
  static func counter(_ value: Int, of total: Int) -> String {
    "\(value)".leftPadded(to: "\(total)".count) + "/\(total)"
  }

  private static func padded(_ value: Int, with pad: Character) -> String {
    value < 10 ? "\(pad)\(value)" : "\(value)"
  }

  private static func powerOfTen(_ exponent: Int) -> Double {
    (0..<max(0, exponent)).reduce(1) { power, _ in power * 10 }
  }

  private static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var result = Substring(text)
    while result.last == "0" { result.removeLast() }
    if result.last == "." { result.removeLast() }
    return String(result)
  }

  private static func nonFinite(_ value: Double) -> String {
    value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"
  }
}

extension String {
  /// The text with spaces before it up to a width.
  func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: Swift.max(0, width - count)) + self
  }

  /// The text with spaces behind it up to a width.
  func rightPadded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}
