internal import CKernels

/// Sums over the rows of a matrix of how far they are from some center, in double precision.
package struct Deviations: Sendable {
  /// `Σ (x[…, i] − center[i])` for each column.
  package let sums: [Double]
  /// `Σ (x[…, i] − center[i]) (x[…, j] − center[j])`, a square, row after row, of which only `j ≤ i` is filled.
  package let products: [Double]

  /// - Parameters:
  ///   - rows: `[rows, columns]`.
  ///   - center: one number for each column.
  package init(of rows: Tensor, from center: [Double]) {
    let (rowCount, columnCount) = (rows.rowCount, rows.columnCount)
    precondition(center.count == columnCount, "\(center.count) numbers do not fit \(rows.shape)")
    // A piece has a square of sums, so there are not more than 64 of them.
    let pieces = Partition(rowCount, longest: max(256, (rowCount + 63) / 64))
    // Of each piece the sums, the products, and room for a row.
    let (square, length) = (columnCount * columnCount, columnCount * (columnCount + 2))
    var parts = [Double](repeating: 0, count: pieces.count * length)
    unsafe rows.withUnsafePointer { x in
      unsafe center.withUnsafeBufferPointer { center in
        unsafe parts.withUnsafeMutableBufferPointer { parts in
          // Safe because each piece writes its own part.
          nonisolated(unsafe) let (x, center, parts) = unsafe (
            x, center.baseAddress, parts.baseAddress
          )
          Workers.run(tiles: pieces.count) { index in
            guard let center = unsafe center, let parts = unsafe parts else { return }
            let part = unsafe parts + index * length
            unsafe ganscope_add_deviations(
              part, part + columnCount, x + pieces[index].lowerBound * columnCount, center,
              part + columnCount + square, pieces[index].count, columnCount)
          }
        }
      }
    }
    var total = [Double](repeating: 0, count: length)
    for index in pieces.indices {
      for place in 0..<length { total[place] += parts[index * length + place] }
    }
    sums = Array(total[..<columnCount])
    products = Array(total[columnCount..<columnCount + square])
  }
}
