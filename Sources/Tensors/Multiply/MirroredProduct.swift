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
    let tiles = Partition(n, longest: kernels.tileRows)
    let slices = Partition(depth, longest: 384)
    let scratch = Scratch.size(
      floats: kernels.tileRows * (copyStride(slices) + m), pointers: 2 * kernels.tileRows,
      pieces: 4)
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
    let stride = copyStride(slices)
    let copies = unsafe scratch.floats(columns.count * stride)
    let rows = unsafe scratch.sources(columns.count)
    let results = unsafe scratch.results(columns.count)
    for row in 0..<columns.count {
      unsafe rows[row] = UnsafePointer(copies + row * stride)
      unsafe results[row] = mirrored + row * batch.panels.columns
    }
    for slice in slices {
      for row in 0..<columns.count {
        unsafe right.withUnsafePointer(row: slice.lowerBound, column: columns.lowerBound + row) {
          unsafe (copies + row * stride).update(from: $0, count: slice.count)
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

  /// Between the copies of two rows: weights are often a power of two apart, where all rows of a tile
  /// would fall on the same few sets of a cache.
  private func copyStride(_ slices: Partition) -> Int { (slices.longest + 15) / 16 * 16 + 16 }
}
