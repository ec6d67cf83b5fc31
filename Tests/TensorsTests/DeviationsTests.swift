import Testing

@testable import Tensors

struct DeviationsTests {
  /// 300 rows are more than a piece.
  @Test(arguments: [0, 1, 300, 1_001])
  func `deviations and their products are added up over all rows`(rows: Int) {
    var random = RandomStream(key: 5)
    let columns = 3
    let x = Tensor(uniform: [rows, columns], in: 0..<1, using: &random)
    let center = [0.5, 0.25, 0]
    let found = Deviations(of: x, from: center)
    let scalars = x.scalars.map(Double.init)
    func sum(_ term: ((Int) -> Double) -> Double) -> Double {
      (0..<rows).reduce(0) { sum, row in
        sum + term { scalars[row * columns + $0] - center[$0] }
      }
    }
    for i in 0..<columns {
      #expect(abs(found.sums[i] - sum { $0(i) }) < 1e-10)
      for j in 0...i {
        #expect(abs(found.products[i * columns + j] - sum { $0(i) * $0(j) }) < 1e-10)
      }
    }
  }
}
