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
/// - Returns: `[m, n]`.
package func matrixProduct(
  _ left: Tensor, _ leftOrientation: Orientation = .plain,
  _ right: Tensor, _ rightOrientation: Orientation = .plain
) -> Tensor {
  let m = leftOrientation == .plain ? left.shape[0] : left.shape[1]
  let k = leftOrientation == .plain ? left.shape[1] : left.shape[0]
  let n = rightOrientation == .plain ? right.shape[1] : right.shape[0]
  precondition((rightOrientation == .plain ? right.shape[0] : right.shape[1]) == k)
  let (a, b) = (left.scalars, right.scalars)
  var c = [Float](repeating: 0, count: m * n)
  for i in 0..<m {
    for l in 0..<k {
      let x = leftOrientation == .plain ? a[i * k + l] : a[l * m + i]
      for j in 0..<n {
        c[i * n + j] += x * (rightOrientation == .plain ? b[l * n + j] : b[j * k + l])
      }
    }
  }
  return Tensor([m, n], scalars: c)
}
