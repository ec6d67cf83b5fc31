import Foundation
import Testing

@testable import Tensors

struct RandomTensorsTests {
  private let count = 40_000

  /// The largest distance between the distribution of some numbers and another one (Kolmogorov and
  /// Smirnov), times the root of their count; above 1.95 in one of 1,000 fair samples.
  private func kolmogorovStatistic(
    _ scalars: [Float], _ distribution: (Double) -> Double
  ) -> Double {
    let sorted = scalars.sorted()
    let count = Double(sorted.count)
    let distance = sorted.enumerated().reduce(0.0) { largest, element in
      let expected = distribution(Double(element.element))
      let below = abs(Double(element.offset) / count - expected)
      let above = abs(Double(element.offset + 1) / count - expected)
      return max(largest, below, above)
    }
    return distance * count.squareRoot()
  }

  @Test(arguments: [UInt64](1...5))
  func `uniform numbers fill their range evenly`(_ seed: UInt64) {
    var stream = RandomStream(seed: seed, purpose: .noise)
    let scalars = Tensor(uniform: [count], in: -2..<6, using: &stream).scalars
    #expect(scalars.allSatisfy { (-2..<6).contains($0) })
    #expect(kolmogorovStatistic(scalars) { ($0 + 2) / 8 } < 1.95)
  }

  @Test func `no uniform number is the upper bound, however narrow the range`() {
    var stream = RandomStream(seed: 1, purpose: .noise)
    // The next number after 1 is 1 + 2⁻²³: three numbers in all.
    let range = Float(1)..<(1 + 3 * Float.ulpOfOne)
    let scalars = Set(Tensor(uniform: [1000], in: range, using: &stream).scalars)
    #expect(scalars == [1, 1 + Float.ulpOfOne, 1 + 2 * Float.ulpOfOne])
  }

  @Test(arguments: [UInt64](1...5))
  func `normal numbers have the normal distribution and its moments`(_ seed: UInt64) {
    var stream = RandomStream(seed: seed, purpose: .latent)
    let scalars = Tensor(normal: [count], mean: 3, deviation: 2, using: &stream).scalars
    let statistic = kolmogorovStatistic(scalars) { erfc(-($0 - 3) / 2 / 2.0.squareRoot()) / 2 }
    #expect(statistic < 1.95)
    let standard = scalars.map { (Double($0) - 3) / 2 }
    // Four deviations of each moment's mean over the sample: √(1, 2, 15, 96) for one number.
    for (power, moment, deviation) in [(1, 0.0, 1.0), (2, 1, 1.42), (3, 0, 3.88), (4, 3, 9.8)] {
      let mean = standard.reduce(0) { $0 + pow($1, Double(power)) } / Double(count)
      #expect(abs(mean - moment) < 4 * deviation / Double(count).squareRoot())
    }
  }

  @Test func `neighbours among normal numbers are not correlated`() {
    var stream = RandomStream(seed: 1, purpose: .latent)
    let scalars = Tensor(normal: [count], mean: 0, deviation: 1, using: &stream).scalars
    for lag in 1...4 {
      let products = zip(scalars, scalars.dropFirst(lag)).map { Double($0) * Double($1) }
      #expect(abs(products.reduce(0, +) / Double(count)) < 4 / Double(count).squareRoot())
    }
  }

  @Test func `a fill goes on where the last one ended`() {
    var (once, twice) = (RandomStream(key: 5), RandomStream(key: 5))
    let whole = Tensor(normal: [48], mean: 0, deviation: 1, using: &once)
    let parts = [
      Tensor(normal: [40], mean: 0, deviation: 1, using: &twice),
      Tensor(normal: [8], mean: 0, deviation: 1, using: &twice),
    ]
    #expect(Tensor(joining: parts) == whole)
    #expect(once == twice)
  }

  @Test(arguments: [0, 0.1, 0.25, 0.4, 0.9] as [Float])
  func `a dropout mask keeps values at its rate and their mean`(_ rate: Float) {
    var stream = RandomStream(seed: 2, purpose: .dropout)
    var kept = Tensor(repeating: 1, shape: [count])
    _ = DropoutMask(rate: rate, droppingFrom: &kept, using: &stream)
    let masked = kept.scalars
    #expect(masked.allSatisfy { $0 == 0 || $0 == 1 / (1 - rate) })
    let dropped = Double(masked.count { $0 == 0 }) / Double(count)
    let deviation = (Double(rate) * Double(1 - rate) / Double(count)).squareRoot()
    #expect(abs(dropped - Double(rate)) <= 4 * deviation)
  }

  @Test func `a permutation holds each number once, in an order of its own for each draw`() {
    var stream = RandomStream(seed: 3, purpose: .order)
    let (first, second) = (
      permutation(count: 500, using: &stream), permutation(count: 500, using: &stream)
    )
    #expect(first.sorted() == Array(0..<500) && second.sorted() == first.sorted())
    #expect(first != second)
    #expect(permutation(count: 0, using: &stream) == [])
    #expect(permutation(count: 1, using: &stream) == [0])
  }

  @Test func `every permutation of three is as likely as the others`() {
    var stream = RandomStream(seed: 3, purpose: .order)
    var frequencies: [[Int]: Int] = [:]
    for _ in 0..<6000 { frequencies[permutation(count: 3, using: &stream), default: 0] += 1 }
    #expect(frequencies.count == 6)
    // Four deviations of a binomial count, √(6000 · 1/6 · 5/6) = 29.
    #expect(frequencies.values.allSatisfy { abs($0 - 1000) < 116 })
  }
}
