/// A symmetric matrix turned so that only its diagonal and the numbers beside it are not 0:
/// `A = Bᵀ T B`, where the rows of `B` are orthonormal.
struct TridiagonalForm {
  private(set) var diagonal: [Double]
  /// The numbers below the diagonal, and a 0 at the end.
  private var below: [Double]
  private(set) var basis: SquareMatrix?

  private var size: Int { diagonal.count }

  init(of matrix: SquareMatrix, withBasis: Bool) {
    let size = matrix.size
    var matrix = matrix
    basis = withBasis ? .identity(size) : nil
    diagonal = [Double](repeating: 0, count: size)
    below = diagonal
    for step in 0..<size {
      diagonal[step] = matrix[step, step]
      guard step + 1 < size else { break }
      guard let mirror = Reflection(clearingColumn: step, of: matrix) else {
        below[step] = matrix[step + 1, step]
        continue
      }
      below[step] = mirror.remainder
      mirror.applyFromBothSides(to: &matrix)
      basis.mutate { mirror.applyFromTheLeft(to: &$0) }
    }
  }

  /// Makes the numbers beside the diagonal 0, so that the diagonal holds the eigenvalues and the rows of
  /// the basis are their vectors.
  mutating func diagonalize() {
    for first in 0..<size {
      // Two or three steps are usual; a limit keeps a bug from becoming an endless loop.
      for _ in 0..<64 {
        let last = endOfBlock(from: first)
        guard last > first else { break }
        step(from: first, to: last)
      }
    }
  }

  /// The last row of the block that begins at `first`, behind which the matrix falls apart.
  private func endOfBlock(from first: Int) -> Int {
    for row in first..<size - 1 {
      let beside = abs(diagonal[row]) + abs(diagonal[row + 1])
      if abs(below[row]) <= .ulpOfOne * beside { return row }
    }
    return size - 1
  }

  /// One QL step, whose shift is the eigenvalue of the block's first two rows that is nearer to its first.
  private mutating func step(from first: Int, to last: Int) {
    let half = (diagonal[first + 1] - diagonal[first]) / (2 * below[first])
    let root = (half * half + 1).squareRoot()
    var corner =
      diagonal[last] - diagonal[first] + below[first] / (half + (half < 0 ? -root : root))
    var (sine, cosine, moved) = (1.0, 1.0, 0.0)
    for row in (first..<last).reversed() {
      let (bulge, beside) = (sine * below[row], cosine * below[row])
      let length = (bulge * bulge + corner * corner).squareRoot()
      below[row + 1] = length
      guard length > 0 else {
        // The block has come apart on the way.
        diagonal[row + 1] -= moved
        below[last] = 0
        return
      }
      (sine, cosine) = (bulge / length, corner / length)
      corner = diagonal[row + 1] - moved
      let turned = (diagonal[row] - corner) * sine + 2 * cosine * beside
      moved = sine * turned
      diagonal[row + 1] = corner + moved
      corner = cosine * turned - beside
      basis.mutate { $0.rotateRows(row, row + 1, sine: sine, cosine: cosine) }
    }
    diagonal[first] -= moved
    below[first] = corner
    below[last] = 0
  }
}

/// The mirror image `I − 2 v vᵀ`, which turns what a column has below the diagonal into one number.
private struct Reflection {
  /// Of length 1; the places before `start` are 0 and left out.
  private let normal: [Double]
  private let start: Int
  /// The number that is left below the diagonal.
  let remainder: Double

  /// - Returns: nil where the column has nothing to be cleared.
  init?(clearingColumn column: Int, of matrix: SquareMatrix) {
    start = column + 1
    var normal = (start..<matrix.size).map { matrix[$0, column] }
    let length = normal.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard length > 0, normal.dropFirst().contains(where: { $0 != 0 }) else { return nil }
    // Away from the first number, so that nothing cancels.
    remainder = normal[0] > 0 ? -length : length
    normal[0] -= remainder
    let scale = 1 / normal.reduce(0) { $0 + $1 * $1 }.squareRoot()
    self.normal = normal.map { $0 * scale }
  }

  /// `A − 2 v wᵀ − 2 w vᵀ` with `w = A v − (vᵀ A v) v`, on and below the diagonal.
  func applyFromBothSides(to matrix: inout SquareMatrix) {
    let (count, size, start, normal) = (normal.count, matrix.size, start, normal)
    var image = [Double](repeating: 0, count: count)
    unsafe matrix.scalars.withUnsafeMutableBufferPointer { scalars in
      for row in 0..<count {
        let place = (start + row) * size + start
        var sum = unsafe scalars[place + row] * normal[row]
        for column in 0..<row {
          let value = unsafe scalars[place + column]
          sum += value * normal[column]
          image[column] += value * normal[row]
        }
        image[row] += sum
      }
      let along = zip(image, normal).reduce(0) { $0 + $1.0 * $1.1 }
      for row in 0..<count { image[row] -= along * normal[row] }
      for row in 0..<count {
        let place = (start + row) * size + start
        let (left, right) = (2 * normal[row], 2 * image[row])
        for column in 0...row {
          unsafe scalars[place + column] -= left * image[column] + right * normal[column]
        }
      }
    }
  }

  /// `B − 2 v (vᵀ B)`.
  func applyFromTheLeft(to basis: inout SquareMatrix) {
    let (size, start, normal) = (basis.size, start, normal)
    var sums = [Double](repeating: 0, count: size)
    unsafe basis.scalars.withUnsafeMutableBufferPointer { scalars in
      for (row, factor) in normal.enumerated() {
        for column in 0..<size {
          sums[column] += unsafe factor * scalars[(start + row) * size + column]
        }
      }
      for (row, factor) in normal.enumerated() {
        for column in 0..<size {
          unsafe scalars[(start + row) * size + column] -= 2 * factor * sums[column]
        }
      }
    }
  }
}

extension SquareMatrix {
  fileprivate mutating func rotateRows(
    _ first: Int, _ second: Int, sine: Double, cosine: Double
  ) {
    let size = size
    unsafe scalars.withUnsafeMutableBufferPointer { scalars in
      for column in 0..<size {
        let (upper, lower) = unsafe (
          scalars[first * size + column], scalars[second * size + column]
        )
        unsafe scalars[second * size + column] = sine * upper + cosine * lower
        unsafe scalars[first * size + column] = cosine * upper - sine * lower
      }
    }
  }
}

extension Optional {
  /// Changes what there is, in place.
  fileprivate mutating func mutate(_ body: (inout Wrapped) -> Void) {
    guard var value = self.take() else { return }
    body(&value)
    self = value
  }
}
