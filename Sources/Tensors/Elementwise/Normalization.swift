internal import CKernels

extension Tensor {
  /// Centres, scales and shifts each column: `y[…, c] = (x[…, c] − center[c]) · scale[c] + shift[c]`.
  ///
  /// - Parameter slope: rectifies the result by `leakyReLU` unless it is nil.
  package func normalizedColumns(
    center: Tensor, scale: Tensor, shift: Tensor, slope: Float? = nil
  ) -> Tensor {
    let columns = columnCount
    precondition([center, scale, shift].allSatisfy { $0.count == columns })
    var result = Tensor(uninitialized: shape)
    unsafe result.withUnsafeMutablePointer { y in
      unsafe withUnsafePointers(self, center, scale, shift) { x, center, scale, shift in
        // Safe because the pieces are of different rows.
        nonisolated(unsafe) let (y, x) = unsafe (y, x)
        nonisolated(unsafe) let (center, scale, shift) = unsafe (center, scale, shift)
        Chunks.run(rows: rowCount, columns: columns) { piece in
          let start = piece.lowerBound * columns
          unsafe ganscope_normalize_rows(
            y + start, x + start, center, scale, shift, slope ?? 1, piece.count, columns)
        }
      }
    }
    return result
  }

  /// The gradient by the input of a normalisation by statistics of that same input:
  /// `scale[c] · (g[…, c] − mean[c] − (x[…, c] − center[c]) · slope[c])`; in place of `g` where
  /// nobody else holds it.
  package func normalizedColumnsGradient(
    _ outputGradient: consuming Tensor, center: Tensor, scale: Tensor, mean: Tensor, slope: Tensor
  ) -> Tensor {
    let (rows, columns) = (rowCount, columnCount)
    precondition(count == outputGradient.count && columns == outputGradient.columnCount)
    precondition([center, scale, mean, slope].allSatisfy { $0.count == columns })
    unsafe outputGradient.rewrite { dx, dy in
      unsafe withUnsafePointers(self, center, scale, mean) { x, center, scale, mean in
        unsafe slope.withUnsafePointer { slope in
          // Safe because the pieces are of different rows.
          nonisolated(unsafe) let (dx, dy, x) = unsafe (dx, dy, x)
          nonisolated(unsafe) let (center, scale, mean, slope) = unsafe (center, scale, mean, slope)
          Chunks.run(rows: rows, columns: columns) { piece in
            let start = piece.lowerBound * columns
            unsafe ganscope_normalize_rows_gradient(
              dx + start, dy + start, x + start, center, scale, mean, slope, piece.count, columns)
          }
        }
      }
    }
    return outputGradient
  }

  /// Each column times a number of its own, `y[…, c] = x[…, c] · scale[c]`; in place where nobody
  /// else holds this tensor.
  package consuming func scaledColumns(by scale: Tensor) -> Tensor {
    let (rows, columns) = (rowCount, columnCount)
    precondition(scale.count == columns)
    unsafe rewrite { y, x in
      unsafe scale.withUnsafePointer { scale in
        // Safe because the pieces are of different rows.
        nonisolated(unsafe) let (y, x, scale) = unsafe (y, x, scale)
        Chunks.run(rows: rows, columns: columns) { piece in
          let start = piece.lowerBound * columns
          unsafe ganscope_scale_columns(y + start, x + start, scale, piece.count, columns)
        }
      }
    }
    return self
  }
}
