extension Double {
  /// The number as a sentence has it, with three digits that count: `0.00126`, `1192`, `4.2e7`.
  package var brief: String {
    guard isFinite else { return "not a number" }
    guard self != 0 else { return "0" }
    var (mantissa, exponent) = (magnitude, 0)
    while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    let sign = self < 0 ? "-" : ""
    switch exponent {
    case 6...: return sign + mantissa.rounded(to: 1) + "e\(exponent)"
    case ..<(-4): return sign + mantissa.rounded(to: 1) + "e\(exponent)"
    default: return sign + magnitude.rounded(to: max(0, 2 - exponent))
    }
  }

  /// The share as whole percents: `63 %`.
  package var percent: String {
    guard isFinite, abs(self) < 1e9 else { return "not a number" }
    return "\(Int((self * 100).rounded())) %"
  }

  /// The number with so many decimal places at most, and no zeros at its end.
  private func rounded(to places: Int) -> String {
    let unit = (0..<places).reduce(1.0) { unit, _ in unit * 10 }
    // The quotient of two whole numbers is the nearest one to its decimal, so it prints with few digits.
    let text = "\((self * unit).rounded() / unit)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
