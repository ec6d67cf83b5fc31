internal import CKernels

extension Tensor {
  /// Centres, scales and shifts each column: `y[…, c] = (x[…, c] − center[c]) · scale[c] + shift[c]`.
  package func normalizedColumns(center: Tensor, scale: Tensor, shift: Tensor) -> Tensor {
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
            y + start, x + start, center, scale, shift, piece.count, columns)
        }
      }
    }
    return result
  }

  /// The gradient by the input of a normalisation by statistics of that same input:
  /// `scale[c] · (g[…, c] − mean[c] − (x[…, c] − center[c]) · slope[c])`.
  package func normalizedColumnsGradient(
    _ outputGradient: Tensor, center: Tensor, scale: Tensor, mean: Tensor, slope: Tensor
  ) -> Tensor {
    let columns = columnCount
    precondition(shape == outputGradient.shape)
    precondition([center, scale, mean, slope].allSatisfy { $0.count == columns })
    var result = Tensor(uninitialized: shape)
    unsafe result.withUnsafeMutablePointer { dx in
      unsafe withUnsafePointers(outputGradient, self, center, scale) { dy, x, center, scale in
        unsafe withUnsafePointers(mean, slope, mean, slope) { mean, slope, _, _ in
          // Safe because the pieces are of different rows.
          nonisolated(unsafe) let (dx, dy, x) = unsafe (dx, dy, x)
          nonisolated(unsafe) let (center, scale, mean, slope) = unsafe (center, scale, mean, slope)
          Chunks.run(rows: rowCount, columns: columns) { piece in
            let start = piece.lowerBound * columns
            unsafe ganscope_normalize_rows_gradient(
              dx + start, dy + start, x + start, center, scale, mean, slope, piece.count, columns)
          }
        }
      }
    }
    return result
  }

  /// Each column times a number of its own: `y[…, c] = x[…, c] · scale[c]`.
  package func scaledColumns(by scale: Tensor) -> Tensor {
    let columns = columnCount
    precondition(scale.count == columns)
    var result = Tensor(uninitialized: shape)
    unsafe result.withUnsafeMutablePointer { y in
      unsafe withUnsafePointers(self, scale, scale, scale) { x, scale, _, _ in
        // Safe because the pieces are of different rows.
        nonisolated(unsafe) let (y, x, scale) = unsafe (y, x, scale)
        Chunks.run(rows: rowCount, columns: columns) { piece in
          let start = piece.lowerBound * columns
          unsafe ganscope_scale_columns(y + start, x + start, scale, piece.count, columns)
        }
      }
    }
    return result
  }
}
