internal import CKernels

/// A product `A · B` computed as `(Bᵀ · Aᵀ)ᵀ`, where the rows of `A` and of `Bᵀ` are contiguous.
///
/// It is the way to take a gradient back through a large dense layer: the kernel broadcasts from the
/// weights' own rows, and only the few rows of the batch are packed.
struct MirroredProduct {
  let left: MatrixView
  /// With contiguous columns.
  let right: MatrixView

  func evaluate(using kernels: KernelSet) -> Tensor {
    let (m, n, depth) = (left.rows, right.columns, left.columns)
    let batch = PackedPanels([left.transposed], columns: m, width: kernels.tileColumns)
    let tiles = Partition(n, longest: tileRows(using: kernels))
    let slices = Partition(depth, longest: 384)
    let scratch = Scratch.size(
      floats: tiles.longest * m, pointers: 2 * tiles.longest, pieces: 3)
    var result = Tensor(uninitialized: [m, n])
    unsafe result.withUnsafeMutablePointer {
      // Safe because each tile writes columns of its own.
      nonisolated(unsafe) let start = unsafe $0
      Workers.run(tiles: tiles.count, scratch: scratch) { tile, scratch in
        let columns = tiles[tile]
        let mirrored = unsafe scratch.floats(columns.count * m)
        unsafe multiply(
          columns, slices: slices, with: batch, into: mirrored, scratch: &scratch, using: kernels)
        unsafe ganscope_pack(
          mirrored, m, columns.count, 1, m, start + columns.lowerBound, n, columns.count)
      }
    }
    return result
  }

  /// Some columns of the result, each of which becomes a row.
  private func multiply(
    _ columns: Range<Int>, slices: Partition, with batch: PackedPanels,
    into mirrored: UnsafeMutablePointer<Float>, scratch: inout Scratch, using kernels: KernelSet
  ) {
    let rows = unsafe scratch.sources(columns.count)
    let results = unsafe scratch.results(columns.count)
    for row in 0..<columns.count {
      unsafe results[row] = mirrored + row * batch.panels.columns
    }
    for slice in slices {
      for row in 0..<columns.count {
        unsafe right.withUnsafePointer(row: slice.lowerBound, column: columns.lowerBound + row) {
          unsafe rows[row] = $0
        }
      }
      for panel in batch.panels.indices {
        let range = batch.panels[panel]
        // Safe because rows, slice and columns lie within what the arguments point at.
        unsafe batch.withUnsafePointer(panel: panel, row: slice.lowerBound) {
          unsafe kernels.convolve(
            1, slice.count, rows, columns.count, $0, columns.count, range.count, results,
            range.lowerBound, slice.lowerBound > 0 ? 1 : 0)
        }
      }
    }
  }

  /// Rows that are a multiple of 4 KiB apart fall on the same set of a nearest cache, which holds
  /// eight lines of a kind: one is left for the panel.
  private func tileRows(using kernels: KernelSet) -> Int {
    right.columnStride % 1024 == 0 ? min(7, kernels.tileRows) : kernels.tileRows
  }
}
