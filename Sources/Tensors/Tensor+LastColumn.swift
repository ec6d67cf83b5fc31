extension Tensor {
  /// Every row with one more value at its end, the same in all: `[…, c]` gives `[…, c + 1]`.
  package func appendingColumn(of value: Float) -> Tensor {
    let columns = columnCount
    var result = copyingRows(columns: columns + 1)
    unsafe result.withUnsafeMutableBufferPointer { result in
      for last in stride(from: columns, to: result.count, by: columns + 1) {
        unsafe result[last] = value
      }
    }
    return result
  }

  /// Every row without its last value: `[…, c + 1]` gives `[…, c]`.
  package func droppingLastColumn() -> Tensor { copyingRows(columns: columnCount - 1) }

  /// The sum of the last values of all rows, in double precision.
  package func lastColumnSum() -> Double {
    unsafe withUnsafeBufferPointer { scalars in
      stride(from: columnCount - 1, to: scalars.count, by: columnCount).reduce(0) {
        unsafe $0 + Double(scalars[$1])
      }
    }
  }

  /// Rows of another length, filled with the first values of these rows as far as there are any;
  /// the rest has no defined values yet.
  private func copyingRows(columns: Int) -> Tensor {
    let copied = Swift.min(columns, columnCount)
    var result = Tensor(uninitialized: Shape(shape.extents.dropLast() + [columns]))
    unsafe result.withUnsafeMutableBufferPointer { result in
      unsafe withUnsafeBufferPointer { scalars in
        for row in 0..<rowCount {
          let source = row * columnCount
          _ = unsafe result[(row * columns)...].update(
            fromContentsOf: scalars[source..<source + copied])
        }
      }
    }
    return result
  }
}
