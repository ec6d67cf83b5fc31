/// A small square of numbers in double precision, where a tensor's would not do.
package struct SquareMatrix: Sendable, Hashable {
  /// The number of rows, and of columns.
  package let size: Int
  /// Row after row.
  package var scalars: [Double]

  package init(size: Int, scalars: [Double]) {
    precondition(scalars.count == size * size, "\(scalars.count) scalars are no square of \(size)")
    (self.size, self.scalars) = (size, scalars)
  }

  package init(zeros size: Int) {
    self.init(size: size, scalars: [Double](repeating: 0, count: size * size))
  }

  package subscript(row: Int, column: Int) -> Double {
    get { scalars[row * size + column] }
    set { scalars[row * size + column] = newValue }
  }

  /// The sum of the diagonal.
  package var trace: Double { (0..<size).reduce(0) { $0 + self[$1, $1] } }

  package static func * (left: SquareMatrix, right: SquareMatrix) -> SquareMatrix {
    precondition(left.size == right.size)
    let size = left.size
    var product = SquareMatrix(zeros: size)
    unsafe product.scalars.withUnsafeMutableBufferPointer { product in
      unsafe left.scalars.withUnsafeBufferPointer { left in
        unsafe right.scalars.withUnsafeBufferPointer { right in
          // Row by row of the right one, so that the innermost loop runs along memory.
          for row in 0..<size {
            for inner in 0..<size {
              let factor = unsafe left[row * size + inner]
              for column in 0..<size {
                unsafe product[row * size + column] += factor * right[inner * size + column]
              }
            }
          }
        }
      }
    }
    return product
  }
}
