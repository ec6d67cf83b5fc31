internal import CKernels

/// A convolution, or its gradient by the input, by way of Winograd's points.
///
/// A worker takes a few tiles all the way, so that their values at all points stay in a near cache:
/// pixels to points, one product of matrices for each point, points to results.
struct WinogradConvolution {
  let plan: WinogradPlan
  /// `plain` from the kernel's inputs to its outputs, `transposed` back.
  let orientation: Orientation

  /// Computes all results.
  ///
  /// - Parameters:
  ///   - source: `[batch, row, column, channel]`.
  ///   - kernel: `[height, width, inputs, outputs]`.
  ///   - shape: The result's, `[batch, row, column, channel]`.
  func evaluate(
    of source: Tensor, kernel: Tensor, shape: Shape, finish: Finish = Finish(),
    using kernels: KernelSet
  ) -> Tensor {
    let weights = WinogradWeights(plan: plan, kernel: kernel, orientation: orientation)
      .packed(using: kernels)
    let zeros = Tensor(zeros: [source.shape[3]])
    var result = Tensor(uninitialized: shape)
    let chunks = Partition(
      shape[0] * plan.tileCount, longest: tilesPerChunk(tileRows: kernels.tileRows))
    let buffers = Buffers(plan: plan, tiles: chunks.longest)
    unsafe result.withUnsafeMutablePointer {
      // Safe because each chunk writes the results of its own tiles.
      nonisolated(unsafe) let start = unsafe $0
      Workers.run(tiles: chunks.count, scratch: buffers.scratch) { index, scratch in
        let tiles = chunks[index]
        let pixels = unsafe scratch.floats(buffers.pixelFloats)
        let sums = unsafe scratch.floats(buffers.sumFloats)
        unsafe takePixels(
          tiles, of: source, zeros: zeros, to: pixels, buffers, scratch: scratch)
        for result in plan.results.indices {
          unsafe multiply(
            pixels, with: weights[result], result: result, tiles: tiles.count, into: sums, buffers,
            scratch: scratch, using: kernels)
          unsafe takeSums(
            sums, of: tiles, result: result, to: start, finish, buffers, scratch: scratch)
        }
      }
    }
    return result
  }

  /// As many rows of tiles as keep the values at the points within a second-level cache, but no
  /// fewer than fill the kernel once.
  private func tilesPerChunk(tileRows: Int) -> Int {
    let cached = 1 << 18
    return max(1, cached / plan.floatsPerTile / tileRows) * tileRows
  }

  /// Where a worker keeps what it computes for a chunk.
  private struct Buffers {
    /// Between the values of a tile at one point and those at the next.
    ///
    /// An odd number of cache lines, lest all points of a channel fall on the same set of a cache.
    let pixelStride: Int
    let sumStride: Int
    let pixelFloats: Int
    let sumFloats: Int
    let scratch: Int

    init(plan: WinogradPlan, tiles: Int) {
      pixelStride = tiles * plan.pixels[0].channels + 16
      sumStride = tiles * plan.results[0].channels + 16
      pixelFloats = plan.pixels.count * plan.pointCount * pixelStride
      sumFloats = plan.pointCount * sumStride
      scratch = Scratch.size(
        floats: pixelFloats + sumFloats + plan.results[0].channels,
        pointers: Sampling.pointerCount(tiles * plan.pointCount) + tiles * (plan.pixels.count + 1),
        pieces: 6)
    }
  }

  private func takePixels(
    _ tiles: Range<Int>, of source: Tensor, zeros: Tensor,
    to points: UnsafeMutablePointer<Float>, _ buffers: Buffers, scratch: Scratch
  ) {
    var scratch = scratch
    let places = unsafe scratch.sources(tiles.count * plan.pointCount)
    for (number, sampling) in plan.pixels.enumerated() {
      let channels = sampling.channels
      unsafe sampling.point(at: source, zeros: zeros, targets: tiles, into: places)
      for tile in 0..<tiles.count {
        // Safe because every place is a pixel and the buffer holds all points of every tile.
        unsafe ganscope_winograd_evaluate(
          ganscope_winograd_pixels, plan.taps, places + tile, tiles.count, 0, channels,
          points + number * plan.pointCount * buffers.pixelStride + tile * channels,
          buffers.pixelStride)
      }
    }
  }

  private func multiply(
    _ pixels: UnsafePointer<Float>, with weights: [PackedPanels], result: Int, tiles: Int,
    into sums: UnsafeMutablePointer<Float>, _ buffers: Buffers, scratch: Scratch,
    using kernels: KernelSet
  ) {
    let (inputs, outputs) = (plan.pixels[0].channels, plan.results[result].channels)
    var scratch = scratch
    let left = unsafe scratch.sources(tiles * plan.pixels.count)
    let rows = unsafe scratch.results(tiles)
    let parts = Partition(tiles, longest: kernels.tileRows)
    for point in 0..<plan.pointCount {
      let phases = plan.activePhases(of: result, at: point)
      for tile in 0..<tiles {
        unsafe rows[tile] = sums + point * buffers.sumStride + tile * outputs
        for (number, phase) in phases.enumerated() {
          let first = (plan.phases[phase].pixels * plan.pointCount + point) * buffers.pixelStride
          unsafe left[number * tiles + tile] = pixels + first + tile * inputs
        }
      }
      for panel in weights[point].panels.indices {
        let columns = weights[point].panels[panel]
        // Safe because tiles, phases and columns lie within what the arguments point at.
        unsafe weights[point].withUnsafePointer(panel: panel, row: 0) { panel in
          for part in parts {
            unsafe kernels.convolve(
              phases.count, inputs, left + part.lowerBound, tiles, panel, part.count,
              columns.count, rows + part.lowerBound, columns.lowerBound, 0)
          }
        }
      }
    }
  }

  private func takeSums(
    _ sums: UnsafePointer<Float>, of tiles: Range<Int>, result: Int,
    to start: UnsafeMutablePointer<Float>, _ finish: Finish, _ buffers: Buffers, scratch: Scratch
  ) {
    let sampling = plan.results[result]
    var scratch = scratch
    // What a tile has beyond the edge of the image goes to a place that nobody reads.
    let nowhere = unsafe scratch.floats(sampling.channels)
    let places = unsafe scratch.results(tiles.count * sampling.tapCount)
    unsafe sampling.point(at: start, nowhere: nowhere, targets: tiles, into: places)
    unsafe finish.withUnsafeBias { bias in
      for tile in 0..<tiles.count {
        // Safe because every place is a pixel of a tile that is this worker's own.
        unsafe ganscope_winograd_results(
          plan.taps, sums + tile * sampling.channels, buffers.sumStride, sampling.channels, bias,
          finish.negativeFactor, places + tile, tiles.count)
      }
    }
  }
}

extension WinogradPlan {
  /// The phases that add to a result's sampling at a point.
  func activePhases(of result: Int, at point: Int) -> [Int] {
    phases.indices.filter { phases[$0].results == result && phases[$0].places[point] != nil }
  }
}
