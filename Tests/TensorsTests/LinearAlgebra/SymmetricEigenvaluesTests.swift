import Testing

@testable import Tensors

struct SymmetricEigenvaluesTests {
  /// A symmetric matrix of numbers in -1 to 1.
  private func random(_ size: Int, seed: UInt64 = 1) -> SquareMatrix {
    var stream = RandomStream(key: seed)
    let scalars = Tensor(uniform: [size, size], in: -1..<1, using: &stream).scalars
    var matrix = SquareMatrix(zeros: size)
    for row in 0..<size {
      for column in 0..<size {
        matrix[row, column] = Double(scalars[max(row, column) * size + min(row, column)])
      }
    }
    return matrix
  }

  private func greatestDifference(_ first: SquareMatrix, _ second: SquareMatrix) -> Double {
    zip(first.scalars, second.scalars).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }

  private func transposed(_ matrix: SquareMatrix) -> SquareMatrix {
    var mirrored = matrix
    for row in 0..<matrix.size {
      for column in 0..<matrix.size { mirrored[row, column] = matrix[column, row] }
    }
    return mirrored
  }

  @Test(arguments: [1, 2, 3, 8, 64])
  func `vectors turn a matrix into its values`(size: Int) throws {
    let matrix = random(size)
    let system = try #require(SymmetricEigenvalues(of: matrix, withVectors: true))
    let vectors = try #require(system.vectors)
    let turned = vectors * matrix * transposed(vectors)
    var diagonal = SquareMatrix(zeros: size)
    for (index, value) in system.values.enumerated() { diagonal[index, index] = value }
    #expect(greatestDifference(turned, diagonal) < 1e-12)
    #expect(
      greatestDifference(vectors * transposed(vectors), .identity(size)) < 1e-13)
    // Without vectors the values are the same to the last bit.
    #expect(SymmetricEigenvalues(of: matrix)?.values == system.values)
  }

  /// Those of the second difference are known: 4 sin²(k π / 2 (n + 1)).
  @Test func `the second difference's values are found`() throws {
    let size = 5
    var matrix = SquareMatrix(zeros: size)
    for row in 0..<size {
      matrix[row, row] = 2
      if row > 0 {
        matrix[row, row - 1] = -1
        matrix[row - 1, row] = -1
      }
    }
    let values = try #require(SymmetricEigenvalues(of: matrix)?.values).sorted()
    let root = 3.0.squareRoot()
    for (found, expected) in zip(values, [2 - root, 1, 2, 3, 2 + root]) {
      #expect(abs(found - expected) < 1e-14)
    }
  }

  @Test(arguments: [1e-300, 1, 1e300])
  func `values scale with the matrix`(scale: Double) throws {
    var matrix = random(6)
    let values = try #require(SymmetricEigenvalues(of: matrix)?.values)
    for index in matrix.scalars.indices { matrix.scalars[index] *= scale }
    let scaled = try #require(SymmetricEigenvalues(of: matrix)?.values)
    for (found, expected) in zip(scaled, values) {
      #expect(abs(found / scale - expected) < 1e-12)
    }
  }

  @Test func `zeros, diagonals and equal values are fine, and no matrix has none`() {
    #expect(SymmetricEigenvalues(of: SquareMatrix(zeros: 3))?.values == [0, 0, 0])
    #expect(SymmetricEigenvalues(of: .identity(4))?.values == [1, 1, 1, 1])
    #expect(SymmetricEigenvalues(of: SquareMatrix(zeros: 0))?.values == [])
    let diagonal = SquareMatrix(size: 2, scalars: [3, 0, 0, -5])
    #expect(SymmetricEigenvalues(of: diagonal)?.values == [3, -5])
    // All the same numbers: one value is the size, all others are 0.
    let ones = SquareMatrix(size: 8, scalars: [Double](repeating: 1, count: 64))
    let values = SymmetricEigenvalues(of: ones)?.values.sorted() ?? []
    #expect(values.count == 8)
    #expect(abs((values.last ?? 0) - 8) < 1e-13)
    #expect(values.dropLast().allSatisfy { abs($0) < 1e-13 })
  }

  @Test(arguments: [Double.nan, .infinity])
  func `a matrix with no finite number has none`(scalar: Double) {
    var matrix = random(4)
    matrix[2, 2] = scalar
    #expect(SymmetricEigenvalues(of: matrix)?.values == nil)
    #expect(matrix.squareRoot() == nil)
  }

  @Test func `the square root times itself is the matrix`() throws {
    let factor = random(12)
    let matrix = factor * transposed(factor)
    let root = try #require(matrix.squareRoot())
    #expect(greatestDifference(root * root, matrix) < 1e-12)
    #expect(greatestDifference(root, transposed(root)) == 0)
  }
}
