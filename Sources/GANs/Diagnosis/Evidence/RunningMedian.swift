/// The median of positive numbers of any size, to a factor of the square root of 2.
///
/// It counts them by half octaves, so it needs the same little memory for any number of them.
struct RunningMedian: Sendable, Hashable {
  private var counts = [Int](repeating: 0, count: 256)
  private(set) var count = 0

  /// Takes a number in; what is not positive and finite is passed over.
  mutating func follow(_ number: Double) {
    guard number.isNormal, number > 0 else { return }
    counts[Self.bin(of: number)] += 1
    count += 1
  }

  /// Nil before the first number.
  var value: Double? {
    var left = count / 2
    for (bin, count) in counts.enumerated() where count > 0 {
      if left < count { return Self.middle(of: bin) }
      left -= count
    }
    return nil
  }

  /// Two for each exponent from -64 to 63.
  private static func bin(of number: Double) -> Int {
    let half = number.significand >= 2.0.squareRoot() ? 1 : 0
    return min(255, max(0, 2 * (Int(number.exponent) + 64) + half))
  }

  private static func middle(of bin: Int) -> Double {
    let exponent = bin / 2 - 64
    return Double(sign: .plus, exponent: exponent, significand: bin % 2 == 0 ? 1.2 : 1.7)
  }
}
