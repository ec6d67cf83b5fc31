import Testing

@testable import Tensors

/// Serialized, because the number of workers is one for the whole process.
@Suite(.serialized)
struct ElementwiseWorkersTests {
  struct Operation: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let result: @Sendable (Tensor) -> [Double]
  }

  static let operations: [Operation] = [
    Operation(testDescription: "tanh") { $0.tanh().scalars.map(Double.init) },
    Operation(testDescription: "leaky gradient") {
      $0.leakyReLUGradient($0, slope: 0.2).scalars.map(Double.init)
    },
    Operation(testDescription: "sum") { [$0.sum(), $0.sumOfSquares()] },
    Operation(testDescription: "column sums") { $0.columnSums() },
    Operation(testDescription: "column sums of one column") {
      $0.reshaped(to: [$0.count, 1]).columnSums()
    },
    Operation(testDescription: "uniform") {
      var random = RandomStream(key: 3)
      return Tensor(uniform: $0.shape, in: 0..<1, using: &random).scalars.map(Double.init)
    },
    Operation(testDescription: "normal") {
      var random = RandomStream(key: 3)
      return Tensor(normal: $0.shape, mean: 0, deviation: 1, using: &random)
        .scalars.map(Double.init)
    },
    Operation(testDescription: "dropout") {
      var random = RandomStream(key: 3)
      var kept = $0
      let mask = DropoutMask(rate: 0.4, droppingFrom: &kept, using: &random)
      return (kept.scalars + mask.applied(to: $0).scalars).map(Double.init)
    },
  ]

  @Test(arguments: operations)
  func `one, two and three workers give the same bits`(_ operation: Operation) {
    var random = RandomStream(key: 1)
    // Five pieces, the last of which is not full.
    let input = Tensor(normal: [701, 101], mean: 0, deviation: 1, using: &random)
    let results = [1, 2, 3].map { workers in
      Workers.withCount(workers) { operation.result(input) }
    }
    #expect(results[1] == results[0])
    #expect(results[2] == results[0])
  }
}
