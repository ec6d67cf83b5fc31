internal import CKernels

/// Whether a matrix enters a product as it is stored or mirrored at its diagonal.
package enum Orientation: Sendable, CaseIterable {
  case plain
  case transposed
}

/// The product of two matrices, `C = A · B`, each taken as stored or transposed.
///
/// - Parameters:
///   - left: `[m, k]`, or `[k, m]` where `leftOrientation` is `transposed`.
///   - right: `[k, n]`, or `[n, k]` where `rightOrientation` is `transposed`.
///   - precision: To which the operands are rounded, unless one is a column.
///   - finish: What is done to the results on the way.
/// - Returns: `[m, n]`.
package func matrixProduct(
  _ left: Tensor, _ leftOrientation: Orientation = .plain,
  _ right: Tensor, _ rightOrientation: Orientation = .plain, precision: Precision = .float32,
  finish: Finish = Finish(), using kernels: KernelSet = .chosen
) -> Tensor {
  let m = left.shape[leftOrientation == .plain ? 0 : 1]
  let k = left.shape[leftOrientation == .plain ? 1 : 0]
  let n = right.shape[rightOrientation == .plain ? 1 : 0]
  precondition(
    right.shape[rightOrientation == .plain ? 0 : 1] == k,
    "\(left.shape) and \(right.shape) do not multiply")
  if let thin = ThinProduct(
    left: MatrixView(left, rows: m, columns: k, orientation: leftOrientation),
    right: MatrixView(right, rows: k, columns: n, orientation: rightOrientation))
  {
    finish.check(columns: n)
    return finish.applied(to: thin.evaluate())
  }
  let leftAxis = leftOrientation == .plain ? 1 : 0
  let operands = kernels.operands(
    left, summedAlong: leftAxis, right, summedAlong: rightOrientation == .plain ? 0 : 1,
    in: precision)
  let depth = operands.left.shape[leftAxis]
  return matrixProduct(
    MatrixView(operands.left, rows: m, columns: depth, orientation: leftOrientation),
    MatrixView(operands.right, rows: depth, columns: n, orientation: rightOrientation),
    finish: finish, using: operands.kernels)
}

/// The product of two matrices with any strides.
func matrixProduct(
  _ left: MatrixView, _ right: MatrixView, finish: Finish, using kernels: KernelSet
) -> Tensor {
  let (m, n, depth) = (left.rows, right.columns, left.columns)
  finish.check(columns: n)
  guard depth > 0 else { return finish.applied(to: Tensor(zeros: [m, n])) }
  guard m * n > 0 else { return Tensor(uninitialized: [m, n]) }
  // Packing takes apart what lies in rows. Where the right operand is the larger one it is cheaper to
  // take it as it is, for the left one, and to mirror the result.
  let mirrors =
    right.rowStride == 1 && left.columnStride == 1 && m * (depth + n) < depth * n
    && finish.isNothing
  return mirrors
    ? MirroredProduct(left: left, right: right).evaluate(using: kernels)
    : PackedProduct(left: left, right: right).evaluate(finish: finish, using: kernels)
}
