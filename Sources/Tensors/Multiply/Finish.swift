internal import CKernels

/// What a linear operation does to its results while they are in a near cache:
/// `y[…, c] = rectified(x[…, c] + bias[c])`, where `rectified` is `leakyReLU`.
///
/// The bits are those of `addToRows` and `leakyReLU` after the operation.
package struct Finish: Sendable {
  /// One number for each channel of the result; nil adds nothing.
  package var bias: Tensor?
  /// Of the negative part; nil leaves it as it is.
  package var slope: Float?

  package init(bias: Tensor? = nil, slope: Float? = nil) {
    (self.bias, self.slope) = (bias, slope)
  }

  var isNothing: Bool { bias == nil && slope == nil }

  /// The factor of what is not positive.
  var negativeFactor: Float { slope ?? 1 }

  /// Calls `body` with the address of the bias, or nil.
  func withUnsafeBias(_ body: (UnsafePointer<Float>?) -> Void) {
    guard let bias else { return body(nil) }
    unsafe bias.withUnsafePointer { unsafe body($0) }
  }

  /// Finishes some columns of `count` rows, which start at the given addresses.
  func apply(
    to rows: UnsafePointer<UnsafeMutablePointer<Float>>, count: Int, columns: Range<Int>
  ) {
    guard !isNothing else { return }
    // Safe because the bias has as many columns as the rows, as `check` has found.
    unsafe withUnsafeBias {
      unsafe ganscope_finish_rows(
        rows, count, columns.lowerBound, columns.count, $0, negativeFactor)
    }
  }

  /// Finishes `count` whole rows, one behind the other.
  func apply(to start: UnsafeMutablePointer<Float>, count: Int, columns: Int) {
    // Safe because the bias has as many columns as the rows, as `check` has found.
    unsafe withUnsafeBias {
      if let bias = unsafe $0 { unsafe ganscope_add_to_rows(start, bias, count, columns) }
    }
    if let slope { unsafe ganscope_leaky_relu(start, start, count * columns, slope) }
  }

  /// Finishes a whole tensor.
  func applied(to sums: consuming Tensor) -> Tensor {
    let (rows, columns) = (sums.rowCount, sums.columnCount)
    unsafe sums.withUnsafeMutablePointer { unsafe apply(to: $0, count: rows, columns: columns) }
    return sums
  }

  /// Makes sure that the bias fits the channels of a result.
  func check(columns: Int) {
    precondition(
      bias.map { $0.count == columns } ?? true, "a bias that does not fit \(columns) channels")
  }
}
