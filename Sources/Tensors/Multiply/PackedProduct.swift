internal import CKernels

/// A product of matrices both of which are packed.
///
/// The left operand is packed first, in tiles of rows. A worker then takes a block of those tiles and
/// one panel of the right operand, a slice of its depth at a time, so that the packed slice is still
/// in the nearest caches when the kernel reads it.
struct PackedProduct {
  let left: MatrixView
  let right: MatrixView

  func evaluate(finish: Finish, using kernels: KernelSet) -> Tensor {
    let n = right.columns
    let tiles = Partition(left.rows, longest: kernels.tileRows)
    let packed = packedLeft(tiles: tiles)
    let blocks = Partition(tiles.count, longest: 32)
    let slices = Partition(left.columns, longest: 384)
    let panels = Panels(columns: n, width: kernels.tileColumns)
    let scratch = Scratch.size(
      floats: slices.longest * panels.width, pointers: blocks.longest * kernels.tileRows, pieces: 2)
    var result = Tensor(uninitialized: [left.rows, n])
    unsafe result.withUnsafeMutablePointer {
      // Safe because each piece of work writes rows and columns of its own.
      nonisolated(unsafe) let start = unsafe $0
      Workers.run(tiles: blocks.count * panels.count, scratch: scratch) { index, scratch in
        let (block, columns) = (blocks[index % blocks.count], panels[index / blocks.count])
        let panel = unsafe scratch.floats(slices.longest * panels.width)
        let rowsOfBlock =
          tiles[block.lowerBound].lowerBound..<tiles[block.upperBound - 1].upperBound
        let rowStarts = unsafe scratch.results(rowsOfBlock.count)
        for row in rowsOfBlock {
          unsafe rowStarts[row - rowsOfBlock.lowerBound] = start + row * n
        }
        for slice in slices {
          for tile in block {
            let rows = tiles[tile]
            let results = unsafe rowStarts + rows.lowerBound - rowsOfBlock.lowerBound
            unsafe packed.withUnsafePointer { packed in
              let left =
                unsafe packed + rows.lowerBound * self.left.columns
                + slice.lowerBound * rows.count
              unsafe multiply(
                left, rows: rows.count, by: slice, columns: columns, panel: panel,
                isPacked: tile > block.lowerBound, into: results, using: kernels)
            }
            if slice.upperBound == left.columns {
              unsafe finish.apply(to: results, count: rows.count, columns: columns)
            }
          }
        }
      }
    }
    return result
  }

  /// Multiplies one tile of rows with a slice of a panel; the first tile packs the slice on the way.
  private func multiply(
    _ left: UnsafePointer<Float>, rows: Int, by slice: Range<Int>, columns: Range<Int>,
    panel: UnsafeMutablePointer<Float>, isPacked: Bool,
    into results: UnsafeMutablePointer<UnsafeMutablePointer<Float>>, using kernels: KernelSet
  ) {
    let accumulates: Int32 = slice.lowerBound > 0 ? 1 : 0
    // Safe because slice and columns lie within the matrix and the panel has room for the slice.
    if isPacked {
      unsafe kernels.product(
        slice.count, left, panel, rows, columns.count, results, columns.lowerBound, accumulates)
    } else if right.columnStride == 1 {
      unsafe right.withUnsafePointer(row: slice.lowerBound, column: columns.lowerBound) {
        unsafe kernels.productPacking(
          slice.count, left, $0, right.rowStride, panel, rows, columns.count, results,
          columns.lowerBound, accumulates)
      }
    } else {
      unsafe right.pack(rows: slice, columns: columns, into: panel, width: kernels.tileColumns)
      unsafe kernels.product(
        slice.count, left, panel, rows, columns.count, results, columns.lowerBound, accumulates)
    }
  }

  /// All tiles of rows behind each other, each one column after column.
  private func packedLeft(tiles: Partition) -> Tensor {
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
}
