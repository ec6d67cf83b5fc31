import Foundation
import Tensors
import Testing

@testable import GANs

struct FeatureMomentsTests {
  private func features(_ count: Int, seed: UInt32 = 1) -> Tensor {
    GoldenStream.features(seed: seed, rows: count, 6, shift: 0)
  }

  private func isSame(_ found: FeatureMoments, _ expected: FeatureMoments) -> Bool {
    found.count == expected.count
      && zip(found.mean, expected.mean).allSatisfy { abs($0 - $1) < 1e-12 }
      && zip(found.covariance.scalars, expected.covariance.scalars)
        .allSatisfy { abs($0 - $1) < 1e-10 }
  }

  @Test func `batches may come in any order, and by way of other sums`() {
    let all = features(50)
    let whole = FeatureMoments(all)
    let (first, second, third) = (
      all.samples(0..<7), all.samples(7..<8), all.samples(8..<50)
    )
    var forward = FeatureMoments(featureCount: 6)
    for batch in [first, second, third] { forward.add(batch) }
    var backward = FeatureMoments(third)
    var rest = FeatureMoments(second)
    rest.merge(FeatureMoments(first))
    backward.merge(rest)
    #expect(isSame(forward, whole))
    #expect(isSame(backward, whole))
  }

  @Test func `no images add nothing`() {
    let whole = FeatureMoments(features(5))
    var found = whole
    found.merge(FeatureMoments(featureCount: 6))
    found.add(Tensor(zeros: [0, 6]))
    #expect(found == whole)
    var none = FeatureMoments(featureCount: 6)
    none.merge(whole)
    #expect(none == whole)
  }

  @Test func `fewer than two images have no covariance`() {
    #expect(FeatureMoments(featureCount: 2).covariance == SquareMatrix(zeros: 2))
    let one = FeatureMoments(features(1))
    #expect(one.covariance == SquareMatrix(zeros: 6))
    #expect(one.trace == 0)
  }

  /// Far from 0 the sum of squares alone would have no digits left for what they differ by.
  @Test func `features far from 0 keep their covariance`() {
    let near = features(40)
    var far = near
    far.addToRows(Tensor(repeating: 4_096, shape: [6]))
    // Rounded to the floats there first.
    var moved = far
    moved.addToRows(Tensor(repeating: -4_096, shape: [6]))
    let (found, expected) = (
      FeatureMoments(far).covariance.scalars, FeatureMoments(moved).covariance.scalars
    )
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-8 })
  }

  @Test func `they can be stored`() throws {
    let moments = FeatureMoments(features(5))
    let stored = try JSONEncoder().encode(moments)
    #expect(try JSONDecoder().decode(FeatureMoments.self, from: stored) == moments)
  }
}
