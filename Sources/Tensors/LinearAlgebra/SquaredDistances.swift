internal import CKernels

/// The rows of a matrix, for their distances from other rows.
///
/// Distances come from products, `|a − b|² = |a|² + |b|² − 2 a·b`, so rows far from 0 would lose digits:
/// all that are compared are taken from one origin among them.
package struct DistanceRows: Sendable {
  /// What is left of distances between equal rows, by rounding, as a share of `|a|² + |b|²`.
  private static let tolerance: Float = 0x1p-20

  /// `[rows, columns]`, less the origin.
  private let rows: Tensor
  private let squares: Tensor

  /// The mean of some rows, to take distances from; 0 where that is no finite number.
  package static func origin(of rows: Tensor) -> [Double] {
    let count = max(1, Double(rows.shape[0]))
    return rows.columnSums().map { $0.isFinite ? $0 / count : 0 }
  }

  /// - Parameter origin: one number for each column.
  package init(_ rows: Tensor, origin: [Double]) {
    precondition(rows.shape.rank == 2 && rows.shape[1] == origin.count)
    var moved = rows
    moved.addToRows(Tensor(rounding: origin.map { -$0 }))
    self.rows = moved
    squares = Tensor(rounding: moved.sampleSquareSums())
  }

  private init(rows: Tensor, squares: Tensor) {
    (self.rows, self.squares) = (rows, squares)
  }

  /// The number of rows.
  package var count: Int { rows.shape[0] }

  /// Some of these rows.
  package func rows(_ range: Range<Int>) -> DistanceRows {
    DistanceRows(rows: rows.samples(range), squares: squares.samples(range))
  }

  /// The rows at some places.
  package func rows(at places: [Int]) -> DistanceRows {
    DistanceRows(rows: rows.samples(at: places), squares: squares.samples(at: places))
  }

  /// Whether all of a row are finite numbers, and its square too.
  package func isFinite(row: Int) -> Bool {
    unsafe squares.withUnsafeBufferPointer { unsafe $0[row].isFinite }
  }

  /// The squared Euclidean distances from each of these rows to each of others, `[rows, others]`.
  ///
  /// Rows that differ by rounding alone have 0 between them. A row with something that is not a finite
  /// number is infinitely far from every one, itself too.
  package func squaredDistances(to others: DistanceRows) -> Tensor {
    var distances = products(with: others, in: 0..<others.count)
    let (rowCount, columnCount) = (count, others.count)
    unsafe distances.withUnsafeMutablePointer { d in
      unsafe withUnsafePointers(squares, others.squares, squares, squares) { left, right, _, _ in
        // Safe because each tile writes rows of its own.
        nonisolated(unsafe) let (d, left, right) = unsafe (d, left, right)
        Chunks.run(rows: rowCount, columns: columnCount) { piece in
          unsafe ganscope_squared_distances(
            d + piece.lowerBound * columnCount, left + piece.lowerBound, right, Self.tolerance,
            piece.count, columnCount)
        }
      }
    }
    return distances
  }

  /// The products of each of these rows with some of others.
  func products(with others: DistanceRows, in range: Range<Int>) -> Tensor {
    let right = MatrixView(
      others.rows, from: range.lowerBound * others.rows.shape[1], rows: others.rows.shape[1],
      columns: range.count, orientation: .transposed)
    let left = MatrixView(rows, rows: count, columns: rows.shape[1])
    return matrixProduct(left, right, finish: Finish(), using: .chosen)
  }

  /// The least squared distance from a row to some of others, whose products with it stand at a place of
  /// `products`.
  func leastSquaredDistance(
    fromRow row: Int, _ products: Tensor, at start: Int, to others: DistanceRows,
    _ range: Range<Int>
  ) -> Float {
    var least = Float.infinity
    unsafe withUnsafePointers(squares, others.squares, products, products) {
      left, right, products, _ in
      // Safe because there is a product for each of the range.
      least = unsafe ganscope_least_squared_distance(
        products + start, left[row], right + range.lowerBound, Self.tolerance, range.count)
    }
    return least
  }
}
