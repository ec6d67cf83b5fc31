/// The eigenvalues of a symmetric matrix, with its eigenvectors where they are wanted.
///
/// Householder's reflections make it tridiagonal, then QL steps with implicit shifts make it diagonal (Golub
/// and Van Loan, "Matrix Computations", 8.3; EISPACK's `tred2` and `tql2`), all in double precision: some
/// 4/3 n³ multiplications without vectors. Eigenvalues have errors near 1e-15 of the largest one.
package struct SymmetricEigenvalues: Sendable {
  /// In no order.
  package private(set) var values: [Double]
  /// Row `i` belongs to `values[i]` and has length 1; nil if they were not asked for.
  package private(set) var vectors: SquareMatrix?

  /// - Parameter matrix: symmetric; what stands above the diagonal is not looked at.
  /// - Returns: nil where a number is not finite.
  package init?(of matrix: SquareMatrix, withVectors: Bool = false) {
    let greatest = matrix.scalars.reduce(0) { max($0, abs($1)) }
    guard matrix.scalars.allSatisfy(\.isFinite) else { return nil }
    guard greatest > 0 else {
      values = [Double](repeating: 0, count: matrix.size)
      vectors = withVectors ? .identity(matrix.size) : nil
      return
    }
    // Numbers of at most 1, so that no square leaves the range.
    var scaled = matrix
    for index in scaled.scalars.indices { scaled.scalars[index] /= greatest }
    var form = TridiagonalForm(of: scaled, withBasis: withVectors)
    form.diagonalize()
    values = form.diagonal.map { $0 * greatest }
    vectors = form.basis
  }
}

extension SquareMatrix {
  static func identity(_ size: Int) -> SquareMatrix {
    var identity = SquareMatrix(zeros: size)
    for index in 0..<size { identity[index, index] = 1 }
    return identity
  }

  /// The symmetric matrix `R` with `R · R` equal to this one, which is symmetric and has no negative
  /// eigenvalues but by rounding; nil where a number is not finite.
  package func squareRoot() -> SquareMatrix? {
    guard let system = SymmetricEigenvalues(of: self, withVectors: true),
      let vectors = system.vectors
    else { return nil }
    // R = Σ √λ v vᵀ = (λ^¼ V)ᵀ (λ^¼ V)
    var (rows, columns) = (vectors, SquareMatrix(zeros: size))
    for (row, value) in system.values.enumerated() {
      let factor = max(0, value).squareRoot().squareRoot()
      for column in 0..<size {
        rows[row, column] *= factor
        columns[column, row] = rows[row, column]
      }
    }
    return columns * rows
  }
}
