internal import CKernels

extension Tensor {
  /// `Σ x[…, c]` for each column `c`, the last axis: `[columns]`.
  package func columnSums() -> [Double] {
    unsafe columnSums { sums, start, rows, columns in
      unsafe withUnsafePointer { x in
        unsafe ganscope_column_sums(sums, x + start, rows, columns)
      }
    }
  }

  /// `Σ (x[…, c] − center[c])²` for each column `c`, the last axis: `[columns]`.
  package func columnSquareSums(center: Tensor) -> [Double] {
    unsafe columnSums { sums, start, rows, columns in
      unsafe withUnsafePointers(self, center, center, center) { x, center, _, _ in
        unsafe ganscope_column_square_sums(sums, x + start, center, rows, columns)
      }
    }
  }

  /// `Σ g[…, c] · (x[…, c] − center[c])` for each column `c`, the last axis: `[columns]`.
  package func columnProductSums(with factor: Tensor, center: Tensor) -> [Double] {
    precondition(shape == factor.shape)
    return unsafe columnSums { sums, start, rows, columns in
      unsafe withUnsafePointers(factor, self, center, center) { g, x, center, _ in
        unsafe ganscope_column_product_sums(sums, g + start, x + start, center, rows, columns)
      }
    }
  }

  /// Adds up what `loop` writes for each piece of rows, in the order of the pieces.
  private func columnSums(
    _ loop:
      @Sendable (UnsafeMutablePointer<Double>, _ start: Int, _ rows: Int, _ columns: Int)
      -> Void
  ) -> [Double] {
    let (rows, columns) = (rowCount, columnCount)
    let rowsPerPiece = Chunks.rowsPerPiece(columns: columns)
    let pieces = (rows + rowsPerPiece - 1) / rowsPerPiece
    var sums = [Double](repeating: 0, count: pieces * columns)
    unsafe sums.withUnsafeMutableBufferPointer { sums in
      guard let firstSum = sums.baseAddress else { return }
      // Safe because each piece writes the sums of its own number.
      nonisolated(unsafe) let sums = unsafe firstSum
      Chunks.run(rows: rows, columns: columns) { piece in
        unsafe loop(
          sums + piece.lowerBound / rowsPerPiece * columns, piece.lowerBound * columns,
          piece.count, columns)
      }
    }
    var total = [Double](repeating: 0, count: columns)
    for piece in 0..<pieces {
      for column in 0..<columns { total[column] += sums[piece * columns + column] }
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
