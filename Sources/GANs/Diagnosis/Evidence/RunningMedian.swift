/// The median of positive numbers of any size, to a factor of the square root of 2.
///
/// It counts them by half octaves, so it needs the same little memory for any number of them.
struct RunningMedian: Sendable, Hashable {
  private var counts = [Int](repeating: 0, count: 256)
  private(set) var count = 0
  /// The bin of the median, and how many numbers lie in bins before it.
  private var bin = 0
  private var countBefore = 0

  /// Takes a number in; what is not positive and normal is passed over.
  mutating func follow(_ number: Double) {
    guard number.isNormal, number > 0 else { return }
    let new = Self.bin(of: number)
    counts[new] += 1
    count += 1
    if new < bin { countBefore += 1 }
    moveToMedian()
  }

  /// Nil before the first number.
  var value: Double? { count > 0 ? Self.middle(of: bin) : nil }

  private mutating func moveToMedian() {
    while countBefore > count / 2 {
      bin -= 1
      countBefore -= counts[bin]
    }
    while countBefore + counts[bin] <= count / 2 {
      countBefore += counts[bin]
      bin += 1
    }
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
