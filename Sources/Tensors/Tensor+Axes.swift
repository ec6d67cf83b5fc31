extension Tensor {
  /// The last two axes exchanged: `[…, a, b]` gives `[…, b, a]`.
  package func exchangingLastAxes() -> Tensor {
    let leading = shape.extents.dropLast(2)
    let (rows, columns) = (shape[shape.rank - 2], shape[shape.rank - 1])
    var result = Tensor(uninitialized: Shape(leading + [columns, rows]))
    unsafe result.withUnsafeMutableBufferPointer { result in
      unsafe withUnsafeBufferPointer { scalars in
        for start in stride(from: 0, to: scalars.count, by: max(1, rows * columns)) {
          for row in 0..<rows {
            for column in 0..<columns {
              unsafe result[start + column * rows + row] = scalars[start + row * columns + column]
            }
          }
        }
      }
    }
    return result
  }
}
