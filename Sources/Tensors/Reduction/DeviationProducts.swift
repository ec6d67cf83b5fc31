internal import CKernels

extension Tensor {
  /// The sums of products of deviations `Σ (x[…, i] − center[i]) (x[…, j] − center[j])` over all rows, in
  /// double precision: `[columns · columns]`, row after row, of which only `j ≤ i` is filled.
  ///
  /// Divided by the number of rows less one, and with the rows' mean as the center, it is the lower
  /// half of their covariance.
  package func deviationProducts(center: [Double]) -> [Double] {
    let (rowCount, columnCount) = (rowCount, columnCount)
    precondition(center.count == columnCount, "\(center.count) numbers do not fit \(shape)")
    // A piece has a square of sums, so there are not more than 64 of them.
    let pieces = Partition(rowCount, longest: max(256, (rowCount + 63) / 64))
    let square = columnCount * columnCount
    var sums = [Double](repeating: 0, count: pieces.count * square)
    var rows = [Double](repeating: 0, count: pieces.count * columnCount)
    unsafe withUnsafePointer { x in
      unsafe center.withUnsafeBufferPointer { center in
        unsafe sums.withUnsafeMutableBufferPointer { sums in
          unsafe rows.withUnsafeMutableBufferPointer { rows in
            // Safe because each piece writes its own sums and its own row.
            nonisolated(unsafe) let (x, center, sums, rows) = unsafe (
              x, center.baseAddress, sums.baseAddress, rows.baseAddress
            )
            Workers.run(tiles: pieces.count) { index in
              guard let center = unsafe center, let sums = unsafe sums, let row = unsafe rows
              else { return }
              unsafe ganscope_add_deviation_products(
                sums + index * square, x + pieces[index].lowerBound * columnCount, center,
                row + index * columnCount, pieces[index].count, columnCount)
            }
          }
        }
      }
    }
    guard pieces.count > 0 else { return [Double](repeating: 0, count: square) }
    for index in 1..<pieces.count {
      for place in 0..<square { sums[place] += sums[index * square + place] }
    }
    return Array(sums.prefix(square))
  }
}
