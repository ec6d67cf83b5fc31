internal import CKernels

/// The sum over pixels that makes the gradient of a kernel: each row of the result belongs to one
/// tap and channel of the source, each column to a column of the right operand, and the sum runs
/// over the target pixels of all images.
struct PixelCorrelation {
  /// Disjoint sets of taps; their rows stand one below another in the result.
  let samplings: [Sampling]
  /// Whether a worker copies what the taps see, so that the rows of a tile are those of several
  /// taps: the way for few channels, which would fill a tile badly.
  let copiesPatches: Bool

  /// The pixels that are summed by one call of a kernel: a packed panel of them is 16 KiB, half of
  /// a nearest cache.
  private static let pixelsPerBlock = 128

  /// - Parameters:
  ///   - source: `[batch, sampled rows, sampled columns, channels]`.
  ///   - right: One row for each target pixel of the batch.
  /// - Returns: `[taps · channels, columns]`.
  func evaluate(of source: Tensor, with right: MatrixView, using kernels: KernelSet) -> Tensor {
    let rows = samplings.map { $0.tapCount * $0.channels }
    let rowsBefore = rows.indices.map { rows[..<$0].reduce(0, +) }
    let height = rows.reduce(0, +)
    guard right.rows > 0, height * right.columns > 0 else {
      return Tensor(zeros: [height, right.columns])
    }
    let groups = Partition(
      right.rows, parts: groupCount(pixels: right.rows, size: height * right.columns))
    let zeros = Tensor(zeros: [samplings[0].channels])
    var parts = Tensor(uninitialized: [groups.count, height, right.columns])
    unsafe parts.withUnsafeMutablePointer {
      // Safe because each group of pixels and sampling writes rows of its own.
      nonisolated(unsafe) let start = unsafe $0
      let scratch = scratch(panelWidth: kernels.tileColumns)
      Workers.run(tiles: groups.count * samplings.count, scratch: scratch) { index, scratch in
        let (group, sampling) = (index / samplings.count, index % samplings.count)
        unsafe evaluate(
          samplings[sampling], pixels: groups[group], of: source, zeros: zeros, with: right,
          into: start + (group * height + rowsBefore[sampling]) * right.columns, scratch: scratch,
          using: kernels)
      }
    }
    return parts.sumOfParts(shape: [height, right.columns])
  }

  /// Into how many groups the pixels are cut, each with a result of its own.
  ///
  /// They are enough for many workers and few enough for 16 MiB of results, and do not depend on the
  /// number of workers, because they decide the order of the additions.
  private func groupCount(pixels: Int, size: Int) -> Int {
    let wanted = (32 + samplings.count - 1) / samplings.count
    let affordable = max(1, (1 << 22) / size)
    let useful = (pixels + 4 * Self.pixelsPerBlock - 1) / (4 * Self.pixelsPerBlock)
    return min(wanted, affordable, useful)
  }

  private func scratch(panelWidth: Int) -> Int {
    let pixels = Self.pixelsPerBlock
    let taps = samplings.map(\.tapCount).max() ?? 0
    let rows = taps * samplings[0].channels
    let patches = pixels * rows + Sampling.floatsBehind + samplings[0].patchScratch
    return Scratch.size(
      floats: pixels * panelWidth + (copiesPatches ? patches : 0),
      pointers: Sampling.pointerCount(pixels * (copiesPatches ? 1 : taps)) + rows, pieces: 5)
  }

  private func evaluate(
    _ sampling: Sampling, pixels: Range<Int>, of source: Tensor, zeros: Tensor,
    with right: MatrixView, into start: UnsafeMutablePointer<Float>, scratch: Scratch,
    using kernels: KernelSet
  ) {
    let panels = Panels(columns: right.columns, width: kernels.tileColumns)
    let taps = copiesPatches ? 1 : sampling.tapCount
    let channels = sampling.tapCount * sampling.channels / taps
    let tiles = Partition(channels, longest: kernels.tileRows)
    var scratch = scratch
    let results = unsafe scratch.results(taps * channels)
    for row in 0..<taps * channels { unsafe results[row] = start + row * right.columns }
    let packed = unsafe scratch.floats(Self.pixelsPerBlock * panels.width)
    for block in Partition(pixels.count, longest: Self.pixelsPerBlock) {
      let targets = block.lowerBound + pixels.lowerBound..<block.upperBound + pixels.lowerBound
      var rest = scratch
      let seen = unsafe sampling.rowsSeen(
        from: targets, of: source, zeros: zeros, copying: copiesPatches, scratch: &rest)
      for columns in panels {
        unsafe right.pack(rows: targets, columns: columns, into: packed, width: panels.width)
        for tap in 0..<taps {
          for channels in tiles {
            // Safe because targets, channels and columns lie within what the arguments point at.
            unsafe kernels.correlate(
              targets.count, seen + tap * targets.count, channels.lowerBound, packed,
              channels.count, columns.count, results + tap * tiles.length + channels.lowerBound,
              columns.lowerBound, block.lowerBound > 0 ? 1 : 0)
          }
        }
      }
    }
  }
}
