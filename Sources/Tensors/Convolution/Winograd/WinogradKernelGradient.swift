internal import CKernels

/// The gradient of a convolution by its kernel, by way of Winograd's points: the products at each
/// point are summed over all tiles, and only the sums are taken back to taps.
struct WinogradKernelGradient {
  let plan: WinogradPlan

  /// The floats of pixels and gradients at the points that are held at a time: few enough for a
  /// last-level cache, enough that the sums are fetched and stored once for a hundred products.
  private static let heldFloats = 3 << 20
  /// The channels that lie side by side at a point: a line of a cache, so that a kernel that takes
  /// some of them for a tile's rows reads one line after the other.
  private static let blockChannels = 16

  /// - Parameters:
  ///   - source: The larger image, `[batch, row, column, inputs]`.
  ///   - gradient: By the smaller image, `[batch, row, column, outputs]`.
  ///   - shape: The kernel's, `[height, width, inputs, outputs]`.
  func evaluate(
    of source: Tensor, gradient: Tensor, shape: Shape, using kernels: KernelSet
  ) -> Tensor {
    let parts = Partition(source.shape[0] * plan.tileCount, longest: tilesHeld)
    let held = Held(plan: plan, tiles: parts.longest)
    var sums = Tensor(uninitialized: [plan.placeCount, shape[2], shape[3]])
    for tiles in parts {
      let (pixels, gradients) = held.points(tiles, of: source, gradient: gradient)
      add(
        pixels, gradients, held, tiles: tiles.count, to: &sums, isFirst: tiles.lowerBound == 0,
        using: kernels)
    }
    return taps(of: sums, shape: shape)
  }

  private var tilesHeld: Int { max(64, Self.heldFloats / plan.floatsPerTile) }

  /// The pixels and gradients of some tiles at the points.
  private struct Held {
    let plan: WinogradPlan
    let tiles: Int
    let inputs: Int
    let outputs: Int

    init(plan: WinogradPlan, tiles: Int) {
      (self.plan, self.tiles) = (plan, tiles)
      (inputs, outputs) = (plan.pixels[0].channels, plan.results[0].channels)
    }

    /// `[phase, point, block of channels, tile, channel]`, the phases of the pixels; an odd number of
    /// lines apart.
    var pixelStride: Int { tiles * inputs + 16 }
    /// `[point, tile, channel]`.
    var gradientStride: Int { tiles * outputs + 16 }

    func points(_ range: Range<Int>, of source: Tensor, gradient: Tensor) -> (Tensor, Tensor) {
      var pixels = Tensor(uninitialized: [plan.pixels.count * plan.pointCount, pixelStride])
      var gradients = Tensor(uninitialized: [plan.pointCount, gradientStride])
      let zeros = Tensor(zeros: [max(inputs, outputs)])
      let few = Partition(range.count, longest: 8)
      let scratch = Scratch.size(
        floats: 0, pointers: Sampling.pointerCount(few.longest * plan.pointCount), pieces: 1)
      unsafe pixels.withUnsafeMutablePointer { pixels in
        unsafe gradients.withUnsafeMutablePointer { gradients in
          // Safe because each worker writes tiles of its own.
          nonisolated(unsafe) let (pixels, gradients) = unsafe (pixels, gradients)
          Workers.run(tiles: few.count, scratch: scratch) { index, scratch in
            let places = unsafe scratch.sources(few.longest * plan.pointCount)
            unsafe takePixels(
              few[index], after: range.lowerBound, of: source, zeros: zeros, to: pixels,
              places: places)
            unsafe takeGradients(
              few[index], after: range.lowerBound, of: gradient, zeros: zeros, to: gradients,
              places: places)
          }
        }
      }
      return (pixels, gradients)
    }

    private func takePixels(
      _ range: Range<Int>, after first: Int, of source: Tensor, zeros: Tensor,
      to points: UnsafeMutablePointer<Float>,
      places: UnsafeMutablePointer<UnsafePointer<Float>>
    ) {
      let width = WinogradKernelGradient.blockChannels
      for (number, sampling) in plan.pixels.enumerated() {
        unsafe sampling.point(
          at: source, zeros: zeros, targets: range.lowerBound + first..<range.upperBound + first,
          into: places)
        for tile in range {
          for block in 0..<inputs / width {
            // Safe because every place is a pixel and the buffer holds all points of every tile.
            unsafe ganscope_winograd_evaluate(
              ganscope_winograd_pixels, plan.taps, places + (tile - range.lowerBound), range.count,
              block * width, width,
              points + number * plan.pointCount * pixelStride + (block * tiles + tile) * width,
              pixelStride)
          }
        }
      }
    }

    private func takeGradients(
      _ range: Range<Int>, after first: Int, of gradient: Tensor, zeros: Tensor,
      to points: UnsafeMutablePointer<Float>,
      places: UnsafeMutablePointer<UnsafePointer<Float>>
    ) {
      unsafe plan.results[0].point(
        at: gradient, zeros: zeros, targets: range.lowerBound + first..<range.upperBound + first,
        into: places)
      for tile in range {
        // Safe for the same reason.
        unsafe ganscope_winograd_evaluate(
          ganscope_winograd_result_gradients, plan.taps, places + (tile - range.lowerBound),
          range.count, 0, outputs, points + tile * outputs, gradientStride)
      }
    }
  }

  /// Adds the products of some tiles; a worker takes a point.
  private func add(
    _ pixels: Tensor, _ gradients: Tensor, _ held: Held, tiles: Int, to sums: inout Tensor,
    isFirst: Bool, using kernels: KernelSet
  ) {
    let panels = Panels(columns: held.outputs, width: kernels.tileColumns)
    let panelFloats = tiles * panels.width
    let scratch = Scratch.size(
      floats: panels.count * panelFloats,
      pointers: Sampling.pointerCount(tiles) + Self.blockChannels, pieces: 3)
    unsafe sums.withUnsafeMutablePointer {
      // Safe because each worker writes the sums of its own point.
      nonisolated(unsafe) let start = unsafe $0
      Workers.run(tiles: plan.pointCount, scratch: scratch) { point, scratch in
        let packed = unsafe scratch.floats(panels.count * panelFloats)
        let right = MatrixView(
          gradients, from: point * held.gradientStride, rows: tiles, columns: held.outputs)
        for (number, columns) in panels.enumerated() {
          unsafe right.pack(
            rows: 0..<tiles, columns: columns, into: packed + number * panelFloats,
            width: panels.width)
        }
        for phase in plan.phases {
          guard let place = phase.places[point] else { continue }
          let matrix = place * held.inputs * held.outputs
          unsafe pixels.withUnsafePointer {
            unsafe correlate(
              $0 + (phase.pixels * plan.pointCount + point) * held.pixelStride, held, tiles: tiles,
              with: packed, panels, into: start + matrix, isFirst: isFirst, scratch: scratch,
              using: kernels)
          }
        }
      }
    }
  }

  /// The products of a point and phase: a block of channels stays in the nearest cache for all panels.
  private func correlate(
    _ pixels: UnsafePointer<Float>, _ held: Held, tiles: Int,
    with packed: UnsafePointer<Float>, _ panels: Panels, into sums: UnsafeMutablePointer<Float>,
    isFirst: Bool, scratch: Scratch, using kernels: KernelSet
  ) {
    let width = Self.blockChannels
    var scratch = scratch
    let left = unsafe scratch.sources(Sampling.pointerCount(tiles))
    let rows = unsafe scratch.results(width)
    for block in 0..<held.inputs / width {
      for row in 0..<width { unsafe rows[row] = sums + (block * width + row) * held.outputs }
      for tile in 0..<Sampling.pointerCount(tiles) {
        unsafe left[tile] = pixels + (block * held.tiles + min(tile, tiles - 1)) * width
      }
      for (number, columns) in panels.enumerated() {
        for channels in Partition(width, longest: kernels.tileRows) {
          // Safe because tiles, channels and columns lie within what the arguments point at.
          unsafe kernels.correlate(
            tiles, left, channels.lowerBound, packed + number * tiles * panels.width,
            channels.count, columns.count, rows + channels.lowerBound, columns.lowerBound,
            isFirst ? 0 : 1)
        }
      }
    }
  }

  /// Takes the sums back to the kernel's taps.
  private func taps(of sums: Tensor, shape: Shape) -> Tensor {
    let (pairs, lanes) = (shape[2] * shape[3], 256)
    let squareCount = plan.taps * plan.taps
    let ranges = Partition(pairs / 16, longest: lanes / 16)
    let scratch = Scratch.size(
      floats: lanes + plan.pointCount * lanes, pointers: squareCount, pieces: 3)
    var kernel = Tensor(uninitialized: shape)
    unsafe kernel.withUnsafeMutablePointer {
      // Safe because every tap belongs to one phase, and each worker writes lanes of its own.
      nonisolated(unsafe) let start = unsafe $0
      Workers.run(tiles: plan.phases.count * ranges.count, scratch: scratch) { index, scratch in
        let (number, range) = index.quotientAndRemainder(dividingBy: ranges.count)
        let phase = plan.phases[number]
        let (first, count) = (ranges[range].lowerBound * 16, ranges[range].count * 16)
        let nowhere = unsafe scratch.floats(lanes)
        let points = unsafe scratch.floats(plan.pointCount * lanes)
        let places = unsafe scratch.results(squareCount)
        for (place, tap) in phase.taps.enumerated() {
          unsafe places[place] = tap.map { unsafe start + $0 * pairs + first } ?? nowhere
        }
        unsafe sums.withUnsafePointer { sums in
          for point in 0..<plan.pointCount {
            let lane = unsafe points + point * lanes
            if let active = phase.places[point] {
              unsafe lane.update(from: sums + active * pairs + first, count: count)
            } else {
              unsafe lane.update(repeating: 0, count: count)
            }
          }
        }
        unsafe ganscope_winograd_tap_gradients(plan.taps, points, lanes, count, places, 1)
      }
    }
    return kernel
  }
}
