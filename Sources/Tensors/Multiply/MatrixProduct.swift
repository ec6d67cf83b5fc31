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
///   - finish: What is done to the results on the way.
/// - Returns: `[m, n]`.
package func matrixProduct(
  _ left: Tensor, _ leftOrientation: Orientation = .plain,
  _ right: Tensor, _ rightOrientation: Orientation = .plain, finish: Finish = Finish(),
  using kernels: KernelSet = .chosen
) -> Tensor {
  let m = left.shape[leftOrientation == .plain ? 0 : 1]
  let k = left.shape[leftOrientation == .plain ? 1 : 0]
  let n = right.shape[rightOrientation == .plain ? 1 : 0]
  precondition(
    right.shape[rightOrientation == .plain ? 0 : 1] == k,
    "\(left.shape) and \(right.shape) do not multiply")
  return matrixProduct(
    MatrixView(left, rows: m, columns: k, orientation: leftOrientation),
    MatrixView(right, rows: k, columns: n, orientation: rightOrientation), finish: finish,
    using: kernels)
}

/// The product of two matrices with any strides.
///
/// The left operand is packed once, in tiles of rows. A worker then takes a block of those tiles and
/// one panel of the right operand, which it packs itself, a slice of its depth at a time, so that
/// the slice is still in the nearest cache when the kernel reads it.
func matrixProduct(
  _ left: MatrixView, _ right: MatrixView, finish: Finish, using kernels: KernelSet
) -> Tensor {
  let (m, n, depth) = (left.rows, right.columns, left.columns)
  finish.check(columns: n)
  guard depth > 0 else { return finish.applied(to: Tensor(zeros: [m, n])) }
  var result = Tensor(uninitialized: [m, n])
  guard result.count > 0 else { return result }
  let tiles = Partition(m, longest: kernels.tileRows)
  let packed = packedLeft(left, tiles: tiles)
  let blocks = Partition(tiles.count, longest: 32)
  let slices = Partition(depth, longest: 384)
  let panels = Panels(columns: n, width: kernels.tileColumns)
  let scratch = Scratch.size(
    floats: slices.longest * panels.width, pointers: kernels.tileRows, pieces: 2)
  unsafe result.withUnsafeMutablePointer {
    // Safe because each piece of work writes rows and columns of its own.
    nonisolated(unsafe) let start = unsafe $0
    Workers.run(tiles: blocks.count * panels.count, scratch: scratch) { index, scratch in
      let (block, columns) = (blocks[index % blocks.count], panels[index / blocks.count])
      let panel = unsafe scratch.floats(slices.longest * panels.width)
      let rowStarts = unsafe scratch.results(kernels.tileRows)
      for slice in slices {
        unsafe right.pack(rows: slice, columns: columns, into: panel, width: panels.width)
        for rows in block.lazy.map({ tiles[$0] }) {
          for row in rows { unsafe rowStarts[row - rows.lowerBound] = start + row * n }
          unsafe packed.withUnsafePointer { packed in
            unsafe kernels.product(
              slice.count, packed + rows.lowerBound * depth + slice.lowerBound * rows.count, panel,
              rows.count, columns.count, rowStarts, columns.lowerBound,
              slice.lowerBound > 0 ? 1 : 0)
          }
          if slice.upperBound == depth {
            unsafe finish.apply(to: rowStarts, count: rows.count, columns: columns)
          }
        }
      }
    }
  }
  return result
}

/// All tiles of rows behind each other, each one column after column.
private func packedLeft(_ left: MatrixView, tiles: Partition) -> Tensor {
  var packed = Tensor(uninitialized: [left.rows, left.columns])
  unsafe packed.withUnsafeMutablePointer {
    // Safe because each tile of rows is written by one worker.
    nonisolated(unsafe) let start = unsafe $0
    Workers.run(tiles: tiles.count) { tile in
      let rows = tiles[tile]
      unsafe left.packTransposed(rows: rows, into: start + rows.lowerBound * left.columns)
    }
  }
  return packed
}
