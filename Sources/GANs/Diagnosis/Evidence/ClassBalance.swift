internal import Session

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How generated images spread over the classes that the real ones have.
///
/// Classes that real images do not have are left out: a run that trains on some classes only is not to
/// blame for what its judge mistakes for others.
struct ClassBalance: Sendable, Hashable {
  /// Σ p ln(p / q) over the real classes in nats, less what a sample of this size has by chance.
  let divergence: Double
  /// The numbers of the classes that are as good as missing.
  let lost: [Int]
  /// How many classes the real images have.
  let classes: Int
  /// The share of each real class among the generated images.
  let shares: [Double]

  /// Nil where the reading has too few images, or the real ones fewer than two classes.
  init?(_ reading: QualityReading, beside reference: JudgeDescription.Reference) {
    let real = reference.classShares
    guard reading.classCounts.count == real.count else { return nil }
    let present = real.indices.filter { real[$0] >= Self.leastRealShare }
    let total = present.reduce(0) { $0 + reading.classCounts[$1] }
    guard present.count >= 2, total >= Thresholds.leastCount else { return nil }
    let realTotal = present.reduce(0) { $0 + real[$1] }
    let expected = present.map { real[$0] / realTotal }
    let shares = present.map { Double(reading.classCounts[$0]) / Double(total) }
    self.shares = shares
    classes = present.count
    lost = zip(present, zip(shares, expected))
      .filter { _, pair in pair.0 < Thresholds.lostClass * pair.1 }.map(\.0)
    let sum = zip(shares, expected).reduce(0.0) { sum, pair in
      pair.0 > 0 ? sum + pair.0 * log(pair.0 / pair.1) : sum
    }
    divergence = max(0, sum - Double(present.count - 1) / Double(2 * total))
  }

  /// A class of which a judge sees less than this in the real images may be its mistake.
  private static let leastRealShare = 0.005

  /// A divergence as if there were ten classes: the greatest possible one is ln k for k of them.
  var scaledDivergence: Double {
    divergence * log(Thresholds.classesOfDivergences) / log(Double(classes))
  }

  var lostShare: Double { Double(lost.count) / Double(classes) }

  /// Half the sum of the differences of the shares, from 0 to 1.
  func totalVariation(to other: ClassBalance) -> Double {
    guard other.shares.count == shares.count else { return 0 }
    return zip(shares, other.shares).reduce(0) { $0 + abs($1.0 - $1.1) } / 2
  }
}
