import Testing

@testable import Tensors

struct RowsTests {
  /// Columns below, at and above those that are taken side by side and in one piece, and rows that fill
  /// no block.
  static let extents: [(rows: Int, columns: Int)] = [
    1, 3, 16, 100, 255, 256, 257, 1000, 1025,
  ].flatMap {
    columns in [1, 2, 31, 300].map { (rows: $0, columns: columns) }
  }

  @Test(arguments: extents)
  func `sums over columns are right for all extents`(_ rows: Int, _ columns: Int) {
    var random = RandomStream(key: 1)
    let (x, g, center) = (
      Tensor(normal: [rows, columns], mean: 1, deviation: 1, using: &random),
      Tensor(normal: [rows, columns], mean: 0, deviation: 1, using: &random),
      Tensor(normal: [columns], mean: 1, deviation: 1, using: &random)
    )
    let (xs, gs, centers) = (x.scalars, g.scalars, center.scalars)
    func expected(_ term: (Int, Int) -> Double) -> [Double] {
      (0..<columns).map { c in (0..<rows).reduce(0) { $0 + term($1 * columns + c, c) } }
    }
    // 32 terms at a time are summed in single precision: 32 roundings of up to 100 each.
    let tolerance = 1e-4
    let sums = [
      (x.columnSums(), expected { i, _ in Double(xs[i]) }),
      (
        x.columnSquareSums(center: center),
        expected { i, c in
          let difference = Double(xs[i]) - Double(centers[c])
          return difference * difference
        }
      ),
      (
        x.columnProductSums(with: g, center: center),
        expected { i, c in Double(gs[i]) * (Double(xs[i]) - Double(centers[c])) }
      ),
    ]
    for (found, expected) in sums {
      #expect(found.count == columns)
      #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= tolerance * max(1, abs($1)) })
    }
  }

  @Test(arguments: extents)
  func `a bias is added to every row`(_ rows: Int, _ columns: Int) {
    var random = RandomStream(key: 1)
    let bias = Tensor(normal: [columns], mean: 0, deviation: 1, using: &random)
    var x = Tensor(normal: [rows, columns], mean: 0, deviation: 1, using: &random)
    let (before, biases) = (x.scalars, bias.scalars)
    x.addToRows(bias)
    #expect(x.scalars == before.indices.map { before[$0] + biases[$0 % columns] })
  }

  @Test func `samples are cut out of a batch and put together again`() {
    let batch = Tensor([4, 2, 1], scalars: [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(batch.samples(1..<3) == Tensor([2, 2, 1], scalars: [3, 4, 5, 6]))
    #expect(Tensor(joining: [batch.samples(0..<1), batch.samples(1..<4)]) == batch)
    #expect(batch.samples(2..<2).shape == [0, 2, 1])
  }

  @Test func `sums of everything are those of double precision`() {
    var random = RandomStream(key: 1)
    for count in [0, 1, 15, 16, 1023, 16_384, 50_001] {
      let x = Tensor(uniform: [count], in: 0..<1, using: &random)
      let scalars = x.scalars.map(Double.init)
      let (sum, squares) = (scalars.reduce(0, +), scalars.reduce(0) { $0 + $1 * $1 })
      // Blocks of 64 terms below 1 in each of 16 lanes are summed in single precision.
      #expect(abs(x.sum() - sum) <= 1e-6 * sum)
      #expect(abs(x.sumOfSquares() - squares) <= 1e-6 * squares)
    }
    #expect(Tensor([2], scalars: [1, .nan]).sum().isNaN)
  }

  @Test func `a copy stays as it was when the original is changed in place`() {
    var original = Tensor([2], scalars: [1, 2])
    let copy = original
    original.add(Tensor([2], scalars: [4, 4]), scaledBy: 0.5)
    original.scale(by: 2)
    #expect(original.scalars == [6, 8])
    #expect(copy.scalars == [1, 2])
  }
}
