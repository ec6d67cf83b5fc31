internal import CKernels

/// Of each row of bytes the row among others that is nearest to it, the first of several as near, with the
/// square of their Euclidean distance; nothing where there are no others.
///
/// - Parameters:
///   - rows: rows of `size` bytes, one behind the other.
///   - others: the same.
package func nearestBytes(
  to rows: [UInt8], among others: [UInt8], size: Int
) -> [(index: Int, squaredDistance: Int)] {
  precondition((1...66_051).contains(size), "a sum of more squares would not fit")
  precondition(rows.count.isMultiple(of: size) && others.count.isMultiple(of: size))
  let (rowCount, otherCount) = (rows.count / size, others.count / size)
  guard otherCount > 0 else { return [] }
  let pieces = Partition(otherCount, longest: 1_024)
  var found = [(index: Int, squaredDistance: Int)](
    repeating: (0, .max), count: pieces.count * rowCount)
  unsafe rows.withUnsafeBufferPointer { rows in
    unsafe others.withUnsafeBufferPointer { others in
      unsafe found.withUnsafeMutableBufferPointer { found in
        // Safe because each piece writes what it finds at places of its own.
        nonisolated(unsafe) let (rows, others, found) = unsafe (
          rows.baseAddress, others.baseAddress, found
        )
        Workers.run(tiles: pieces.count) { piece in
          guard let rows = unsafe rows, let others = unsafe others else { return }
          // All rows for one other, which so comes from memory once.
          for other in pieces[piece] {
            for row in 0..<rowCount {
              let distance = Int(
                unsafe ganscope_squared_byte_distance(
                  rows + row * size, others + other * size, size))
              let place = piece * rowCount + row
              if unsafe distance < found[place].squaredDistance {
                unsafe found[place] = (other, distance)
              }
            }
          }
        }
      }
    }
  }
  return (0..<rowCount).map { row in
    pieces.indices.map { found[$0 * rowCount + row] }
      .reduce((0, .max)) { $1.squaredDistance < $0.1 ? $1 : $0 }
  }
}
