internal import CKernels

extension Tensor {
  /// `Σ x[…, c]` for each column `c`, the last axis: `[columns]`.
  package func columnSums() -> [Double] {
    unsafe columnSums { sums, piece in
      unsafe withUnsafePointer { x in
        unsafe ganscope_column_sums(
          sums, x + piece.start, piece.rows, piece.columns.count, piece.stride)
      }
    }
  }

  /// `Σ (x[…, c] − center[c])²` for each column `c`, the last axis: `[columns]`.
  package func columnSquareSums(center: Tensor) -> [Double] {
    unsafe columnSums { sums, piece in
      unsafe withUnsafePointers(self, center, center, center) { x, center, _, _ in
        unsafe ganscope_column_square_sums(
          sums, x + piece.start, center + piece.columns.lowerBound, piece.rows,
          piece.columns.count, piece.stride)
      }
    }
  }

  /// `Σ g[…, c] · (x[…, c] − center[c])` for each column `c`, the last axis: `[columns]`.
  package func columnProductSums(with factor: Tensor, center: Tensor) -> [Double] {
    precondition(shape == factor.shape)
    return unsafe columnSums { sums, piece in
      unsafe withUnsafePointers(factor, self, center, center) { g, x, center, _ in
        unsafe ganscope_column_product_sums(
          sums, g + piece.start, x + piece.start, center + piece.columns.lowerBound, piece.rows,
          piece.columns.count, piece.stride)
      }
    }
  }

  /// Some rows of some columns, whose sums are added up in one go.
  private struct Piece {
    /// The place of its first value.
    let start: Int
    let rows: Int
    let columns: Range<Int>
    /// From a row to the next one.
    let stride: Int
  }

  /// The most columns in a piece, which leaves it 32 rows: else a wide matrix would have one row in a
  /// piece, and as many sums as values.
  private static let widestPiece = 512

  /// Adds up what `loop` writes for each piece, in the order of the pieces.
  private func columnSums(
    _ loop: @Sendable (UnsafeMutablePointer<Double>, Piece) -> Void
  ) -> [Double] {
    let (rowCount, columnCount) = (rowCount, columnCount)
    let strips = Partition(columnCount, longest: Self.widestPiece)
    let groups = Partition(rowCount, longest: Chunks.rowsPerPiece(columns: strips.longest))
    var sums = [Double](repeating: 0, count: groups.count * columnCount)
    unsafe sums.withUnsafeMutableBufferPointer { sums in
      guard let firstSum = sums.baseAddress else { return }
      // Safe because each piece writes the sums of its own group and columns.
      nonisolated(unsafe) let sums = unsafe firstSum
      Workers.run(tiles: groups.count * strips.count) { index in
        let (rows, columns) = (groups[index / strips.count], strips[index % strips.count])
        unsafe loop(
          sums + index / strips.count * columnCount + columns.lowerBound,
          Piece(
            start: rows.lowerBound * columnCount + columns.lowerBound, rows: rows.count,
            columns: columns, stride: columnCount))
      }
    }
    var total = [Double](repeating: 0, count: columnCount)
    for group in groups.indices {
      for column in 0..<columnCount { total[column] += sums[group * columnCount + column] }
    }
    return total
  }
}

extension Tensor {
  /// A vector of the given numbers, rounded.
  package init(rounding numbers: [Double]) {
    self.init([numbers.count], scalars: numbers.map { Float($0) })
  }
}
