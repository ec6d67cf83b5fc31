internal import CKernels

/// A product of which one operand is a vector: a layer of one unit and its gradients.
///
/// The kernels would use one column of a tile and still pack the matrix. Here each way is one pass
/// over the matrix, as fast as memory is.
struct ThinProduct {
  private enum Way {
    /// Rows times a column: a sum along each row.
    case rowDots
    /// Mirrored rows times a column: a weighted sum of rows.
    case weightedRowSum
    /// A column times a row.
    case outer
  }

  private let left: MatrixView
  private let right: MatrixView
  private let way: Way

  /// - Returns: nil where the right operand is no column and the left one not either.
  init?(left: MatrixView, right: MatrixView) {
    guard left.rows > 0, left.columns > 0, right.columns > 0 else { return nil }
    (self.left, self.right) = (left, right)
    if left.columns == 1 {
      way = .outer
    } else if right.columns == 1 {
      way = left.columnStride == 1 ? .rowDots : .weightedRowSum
    } else {
      return nil
    }
  }

  func evaluate() -> Tensor {
    switch way {
    case .rowDots: rowDots()
    case .weightedRowSum: weightedRowSum()
    case .outer: outer()
    }
  }

  private func rowDots() -> Tensor {
    let columns = left.columns
    return unsafe byRows(of: columns) { rows, result in
      unsafe left.scalars.withUnsafePointer { matrix in
        unsafe right.scalars.withUnsafePointer { vector in
          unsafe ganscope_row_dots(
            result + rows.lowerBound, matrix + left.start + rows.lowerBound * columns,
            vector + right.start, rows.count, columns)
        }
      }
    }
  }

  private func outer() -> Tensor {
    let columns = right.columns
    return unsafe byRows(of: columns) { rows, result in
      unsafe left.scalars.withUnsafePointer { column in
        unsafe right.scalars.withUnsafePointer { row in
          unsafe ganscope_outer_product(
            result + rows.lowerBound * columns, column + left.start + rows.lowerBound,
            row + right.start, rows.count, columns)
        }
      }
    }
  }

  private func byRows(
    of columns: Int, _ body: @Sendable (Range<Int>, UnsafeMutablePointer<Float>) -> Void
  ) -> Tensor {
    var result = Tensor(uninitialized: [left.rows, right.columns])
    unsafe result.withUnsafeMutablePointer {
      // Safe because each piece writes rows of its own, from whole rows of the matrix.
      nonisolated(unsafe) let start = unsafe $0
      Chunks.run(rows: left.rows, columns: columns) { unsafe body($0, start) }
    }
    return result
  }

  /// Sums groups of rows, then the groups in their order, which does not depend on the workers.
  private func weightedRowSum() -> Tensor {
    let columns = left.rows
    let groups = Partition(left.columns, parts: min(16, (left.columns + 15) / 16))
    var parts = Tensor(uninitialized: [groups.count, columns])
    unsafe parts.withUnsafeMutablePointer {
      // Safe because each group writes a part of its own, from whole rows of the matrix.
      nonisolated(unsafe) let start = unsafe $0
      Workers.run(tiles: groups.count) { group in
        let rows = groups[group]
        unsafe left.scalars.withUnsafePointer { matrix in
          unsafe right.scalars.withUnsafePointer { weights in
            unsafe ganscope_weighted_row_sum(
              start + group * columns, matrix + left.start + rows.lowerBound * columns,
              weights + right.start + rows.lowerBound, rows.count, columns)
          }
        }
      }
    }
    return parts.sumOfParts(shape: [columns, 1])
  }
}
