import Testing

@testable import Tensors

struct DistanceTests {
  private func rows(_ scalars: [[Float]], origin: [Double]? = nil) -> DistanceRows {
    let tensor = Tensor(
      [scalars.count, scalars.first?.count ?? 2], scalars: scalars.flatMap(\.self))
    return DistanceRows(tensor, origin: origin ?? DistanceRows.origin(of: tensor))
  }

  @Test func `distances are those of the rows, wherever they lie`() {
    let origin = [1e4, -1e4]
    let first = rows([[10_000, -10_000], [10_003, -10_000]], origin: origin)
    let second = rows([[10_000, -10_004], [10_003, -10_000], [10_000, -10_000]], origin: origin)
    #expect(first.squaredDistances(to: second) == Tensor([2, 3], scalars: [16, 9, 0, 25, 0, 9]))
  }

  @Test func `equal rows have nothing between them`() {
    var random = RandomStream(key: 7)
    let row = Tensor(uniform: [64], in: 10..<20, using: &random).scalars
    let distances = rows([row, row], origin: [Double](repeating: 0, count: 64))
    #expect(distances.squaredDistances(to: distances).scalars == [0, 0, 0, 0])
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity, 3e38])
  func `a row with something that has no finite square is far from all`(scalar: Float) {
    let both = rows([[0, 1], [scalar, 0], [0, 2]], origin: [0, 0])
    let distances = both.squaredDistances(to: both).scalars
    let far = Float.infinity
    let expected: [Float] = [0, far, 1, far, far, far, 1, far, 0]
    #expect(distances == expected)
  }

  @Test func `the nearest rows may leave themselves out`() {
    let all = rows([[0, 0], [0, 3], [4, 0], [4, 1]])
    let least = all.rows(at: [1, 3]).leastSquaredDistances(to: all, leavingOut: [1, 3])
    #expect(least == [9, 1])
    let own = all.leastSquaredDistances(to: all)
    #expect(own.allSatisfy { $0 == 0 })
  }

  @Test func `more rows than a piece holds are searched to their end`() {
    let count = 9_001
    let others = Tensor([count, 1], scalars: (0..<count).map { Float($0) })
    let all = DistanceRows(others, origin: [0])
    let some = DistanceRows(Tensor([3, 1], scalars: [-2, 4_100.25, 9_004]), origin: [0])
    let least = some.leastSquaredDistances(to: all)
    #expect(least[0] == 4)
    #expect(abs(least[1] - 0.0625) < 33)  // Of numbers whose squares are 16 millions.
    #expect(abs(least[2] - 16) < 170)
  }

  @Test func `nothing is near where there is nothing`() {
    let none = DistanceRows(Tensor(zeros: [0, 2]), origin: [0, 0])
    let one = rows([[1, 2]])
    #expect(one.leastSquaredDistances(to: none) == [Float.infinity])
    #expect(none.leastSquaredDistances(to: one) == [])
    #expect(none.squaredDistances(to: none).count == 0)
    #expect(nearestBytes(to: [1, 2], among: [], size: 2).isEmpty)
    #expect(nearestBytes(to: [], among: [1, 2], size: 2).isEmpty)
  }

  @Test func `of rows of bytes as near the first one is taken, in whichever piece`() {
    var others = [UInt8](repeating: 9, count: 5_000)
    others[1_500] = 7
    others[4_800] = 7
    let found = nearestBytes(to: [7, 9, 0], among: others, size: 1)
    #expect(found.map(\.index) == [1_500, 0, 1_500])
    #expect(found.map(\.squaredDistance) == [0, 0, 49])
  }

  @Test func `the largest rows of bytes have exact distances`() {
    let size = 66_051
    let (black, white) = ([UInt8](repeating: 0, count: size), [UInt8](repeating: 255, count: size))
    #expect(
      nearestBytes(to: black, among: white, size: size).map(\.squaredDistance)
        == [size * 255 * 255])
  }
}
