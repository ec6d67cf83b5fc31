internal import CKernels

/// Some scalars of a tensor, read as a matrix with any strides.
struct MatrixView: Sendable {
  let scalars: Tensor
  let start: Int
  let rows: Int
  let columns: Int
  let rowStride: Int
  let columnStride: Int

  init(
    _ scalars: Tensor, from start: Int = 0, rows: Int, columns: Int,
    orientation: Orientation = .plain
  ) {
    precondition(start + rows * columns <= scalars.count)
    (self.scalars, self.start, self.rows, self.columns) = (scalars, start, rows, columns)
    (rowStride, columnStride) = orientation == .plain ? (columns, 1) : (1, rows)
  }

  private init(mirroring view: MatrixView) {
    (scalars, start) = (view.scalars, view.start)
    (rows, columns) = (view.columns, view.rows)
    (rowStride, columnStride) = (view.columnStride, view.rowStride)
  }

  /// The same scalars mirrored at the diagonal.
  var transposed: MatrixView { MatrixView(mirroring: self) }

  /// Calls `body` with the address of a scalar.
  func withUnsafePointer(row: Int, column: Int, _ body: (UnsafePointer<Float>) -> Void) {
    unsafe scalars.withUnsafePointer {
      unsafe body($0 + start + row * rowStride + column * columnStride)
    }
  }

  /// Copies some rows of some columns, one row after another, filled up with zeros to `width`.
  func pack(
    rows: Range<Int>, columns: Range<Int>, into panel: UnsafeMutablePointer<Float>, width: Int
  ) {
    // Safe because the ranges lie within the matrix; the caller has room for all rows.
    unsafe scalars.withUnsafePointer {
      unsafe ganscope_pack(
        $0 + start + rows.lowerBound * rowStride + columns.lowerBound * columnStride, rows.count,
        columns.count, rowStride, columnStride, panel, width, width)
    }
  }

  /// Copies some rows of the matrix, column after column.
  func packTransposed(rows: Range<Int>, into panel: UnsafeMutablePointer<Float>) {
    // Safe because the range lies within the matrix; the caller has room for all columns.
    unsafe scalars.withUnsafePointer {
      unsafe ganscope_pack(
        $0 + start + rows.lowerBound * rowStride, columns, rows.count, columnStride, rowStride,
        panel, rows.count, rows.count)
    }
  }
}
