internal import CKernels

/// One small convolution: for each target pixel the product of what its taps see with a matrix.
///
/// A convolution is one of these. The gradient of a strided one is several, each of which fills the
/// pixels of one phase of the strides.
struct SampledProduct: Sendable {
  let sampling: Sampling
  /// Taps × channels deep, one column for each channel of the result.
  let right: PackedPanels

  /// Whether a worker copies what the taps see instead of pointing at it.
  ///
  /// The kernel walks the channels of one pixel between two looks at its pointers. Where they are
  /// few the copy is cheaper than the looks.
  var copiesPatches: Bool { sampling.channels < 16 }

  /// The rows of the result that stay together: enough of them that packed weights read from the
  /// outer caches are used many times, few enough that what they see stays in a near one.
  private static let tilesPerChunk = 8
  /// How many rows of a panel are read in one go: 128 KiB of a panel of 32 columns.
  private static let depthPerSlice = 1024

  /// Computes all parts of a result.
  ///
  /// - Parameters:
  ///   - source: `[batch, sampled rows, sampled columns, channels]`.
  ///   - shape: The result's, `[batch, row, column, channel]`; the parts cover all of it.
  static func evaluate(
    _ parts: [SampledProduct], of source: Tensor, shape: Shape, finish: Finish = Finish(),
    using kernels: KernelSet
  ) -> Tensor {
    var result = Tensor(uninitialized: shape)
    guard result.count > 0 else { return result }
    let zeros = Tensor(zeros: [parts[0].sampling.channels])
    let work = parts.flatMap { part in
      part.chunks(batch: shape[0], tileRows: kernels.tileRows).map { (part, $0) }
    }
    let scratch = work.map { $0.scratch(targets: $1.count) }.max() ?? 0
    unsafe result.withUnsafeMutablePointer {
      // Safe because each chunk writes pixels of its own.
      nonisolated(unsafe) let start = unsafe $0
      Workers.run(tiles: work.count, scratch: scratch) { index, scratch in
        let (part, targets) = work[index]
        let results = unsafe scratch.results(targets.count)
        unsafe part.locate(targets, in: start, shape: shape, into: results)
        unsafe part.evaluate(
          targets, of: source, zeros: zeros, into: results, finish, scratch: &scratch,
          using: kernels)
      }
    }
    return result
  }

  private func chunks(batch: Int, tileRows: Int) -> Partition {
    let targets = batch * sampling.targetCount
    let tiles = (targets + tileRows - 1) / tileRows
    let chunks = (tiles + Self.tilesPerChunk - 1) / Self.tilesPerChunk
    return Partition(targets, parts: max(chunks, min(tiles, 16)))
  }

  private func scratch(targets: Int) -> Int {
    let patches =
      copiesPatches
      ? targets * sampling.tapCount * sampling.channels + Sampling.floatsBehind
        + sampling.patchScratch : 0
    let pointers = Sampling.pointerCount(targets * (copiesPatches ? 1 : sampling.tapCount))
    return Scratch.size(floats: patches, pointers: pointers + targets, pieces: 4)
  }

  /// The addresses of the target pixels in the result.
  private func locate(
    _ targets: Range<Int>, in start: UnsafeMutablePointer<Float>, shape: Shape,
    into results: UnsafeMutablePointer<UnsafeMutablePointer<Float>>
  ) {
    let (rows, columns) = (sampling.rows.targets, sampling.columns.targets)
    let (line, first) = targets.lowerBound.quotientAndRemainder(dividingBy: columns.count)
    var (image, row) = line.quotientAndRemainder(dividingBy: rows.count)
    var column = first
    for index in 0..<targets.count {
      let pixel = (image * shape[1] + rows[row]) * shape[2] + columns[column]
      unsafe results[index] = start + pixel * shape[3]
      column += 1
      guard column == columns.count else { continue }
      column = 0
      row += 1
      guard row == rows.count else { continue }
      row = 0
      image += 1
    }
  }

  private func evaluate(
    _ targets: Range<Int>, of source: Tensor, zeros: Tensor,
    into results: UnsafeMutablePointer<UnsafeMutablePointer<Float>>, _ finish: Finish,
    scratch: inout Scratch, using kernels: KernelSet
  ) {
    let pixels = unsafe sampling.rowsSeen(
      from: targets, of: source, zeros: zeros, copying: copiesPatches, scratch: &scratch)
    let taps = copiesPatches ? 1 : sampling.tapCount
    let depth = right.depth / max(taps, 1)
    // A phase that no tap reaches has one slice of no taps, which writes zeros.
    let slices =
      taps == 0
      ? [0..<0] : Array(Partition(taps, longest: max(1, Self.depthPerSlice / max(depth, 1))))
    let tiles = Partition(targets.count, longest: kernels.tileRows)
    for slice in slices {
      for panel in 0..<right.panels.count {
        let columns = right.panels[panel]
        // Safe because tiles, taps and columns lie within what the arguments point at.
        unsafe right.withUnsafePointer(panel: panel, row: slice.lowerBound * depth) { panel in
          for rows in tiles {
            unsafe kernels.convolve(
              slice.count, depth, pixels + slice.lowerBound * targets.count + rows.lowerBound,
              targets.count, panel, rows.count, columns.count, results + rows.lowerBound,
              columns.lowerBound, slice.lowerBound > 0 ? 1 : 0)
          }
        }
        if slice.upperBound == taps {
          unsafe finish.apply(to: results, count: targets.count, columns: columns)
        }
      }
    }
  }
}
