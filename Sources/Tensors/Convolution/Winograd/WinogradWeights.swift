internal import CKernels

/// A kernel's taps at Winograd's points, packed for the kernels.
///
/// A worker takes a block of inputs by outputs to the points and packs it while it is in a near
/// cache; the plain values of the whole kernel, several times as large as the kernel, are never
/// stored.
struct WinogradWeights {
  let plan: WinogradPlan
  /// `[height, width, inputs, outputs]`.
  let kernel: Tensor
  /// `plain` from the kernel's inputs to its outputs, `transposed` back.
  let orientation: Orientation

  /// The most inputs, and the most outputs, of a block; a multiple of the width of any panel.
  private static let blockSide = 32
  /// Between the values of a block at one point and those at the next: an odd number of lines.
  private static let pointStride = blockSide * blockSide + 16

  private var inputs: Int { kernel.shape[2] }
  private var outputs: Int { kernel.shape[3] }
  private var rows: Int { orientation == .plain ? inputs : outputs }
  private var columns: Int { orientation == .plain ? outputs : inputs }

  /// For each result's sampling and point the taps of all phases that are active there, one on top
  /// of the other: `phases · rows` deep.
  func packed(using kernels: KernelSet) -> [[PackedPanels]] {
    let panels = Panels(columns: columns, width: kernels.tileColumns)
    let depths = plan.results.indices.flatMap { result in
      (0..<plan.pointCount).map { plan.activePhases(of: result, at: $0).count * rows }
    }
    let operands = unsafe PackedPanels.assembled(depths: depths, panels: panels) { start, starts in
      // Safe because each worker writes rows and columns of its own.
      nonisolated(unsafe) let start = unsafe start
      let (inputBlocks, outputBlocks) = (blocks(of: inputs), blocks(of: outputs))
      let blockCount = inputBlocks.count * outputBlocks.count
      let scratch = Scratch.size(
        floats: plan.pointCount * Self.pointStride + Self.blockSide,
        pointers: plan.taps * plan.taps, pieces: 3)
      Workers.run(tiles: plan.phases.count * blockCount, scratch: scratch) { index, scratch in
        let (phase, block) = index.quotientAndRemainder(dividingBy: blockCount)
        let ranges = (
          inputs: inputBlocks[block / outputBlocks.count],
          outputs: outputBlocks[block % outputBlocks.count]
        )
        let points = unsafe scratch.floats(plan.pointCount * Self.pointStride)
        unsafe take(phase, ranges.inputs, ranges.outputs, to: points, scratch: &scratch)
        unsafe pack(points, of: phase, ranges.inputs, ranges.outputs, panels) { operand, row in
          unsafe start + starts[operand] + row(depths[operand]) * panels.width
        }
      }
    }
    return plan.results.indices.map {
      Array(operands[$0 * plan.pointCount..<($0 + 1) * plan.pointCount])
    }
  }

  private func blocks(of channels: Int) -> [Range<Int>] {
    stride(from: 0, to: channels, by: Self.blockSide).map {
      $0..<min($0 + Self.blockSide, channels)
    }
  }

  /// Takes a block of a phase's taps to the points, `[point, input, output]`.
  private func take(
    _ phase: Int, _ inputs: Range<Int>, _ outputs: Range<Int>,
    to points: UnsafeMutablePointer<Float>, scratch: inout Scratch
  ) {
    let zeros = unsafe scratch.floats(Self.blockSide)
    unsafe zeros.update(repeating: 0, count: Self.blockSide)
    let places = unsafe scratch.sources(plan.taps * plan.taps)
    for input in inputs {
      unsafe kernel.withUnsafePointer { kernel in
        for (place, tap) in plan.phases[phase].taps.enumerated() {
          unsafe places[place] =
            tap.map {
              unsafe kernel + ($0 * self.inputs + input) * self.outputs + outputs.lowerBound
            }
            ?? UnsafePointer(zeros)
        }
      }
      // Safe because the outputs lie within every tap, and a row of the block holds all of them.
      unsafe ganscope_winograd_evaluate(
        ganscope_winograd_taps, plan.taps, places, 1, 0, outputs.count,
        points + (input - inputs.lowerBound) * Self.blockSide, Self.pointStride)
    }
  }

  /// Packs a block of a phase at all points.
  ///
  /// - Parameter address: That of a row, found from the depth of a panel, of one of the operands.
  private func pack(
    _ points: UnsafePointer<Float>, of phase: Int, _ inputs: Range<Int>, _ outputs: Range<Int>,
    _ panels: Panels,
    address: (_ operand: Int, _ row: (_ depth: Int) -> Int) -> UnsafeMutablePointer<Float>
  ) {
    let (rows, columns) = orientation == .plain ? (inputs, outputs) : (outputs, inputs)
    let (rowStride, columnStride) =
      orientation == .plain ? (Self.blockSide, 1) : (1, Self.blockSide)
    let result = plan.phases[phase].results
    for point in 0..<plan.pointCount where plan.phases[phase].places[point] != nil {
      let phasesBefore = plan.activePhases(of: result, at: point).prefix { $0 < phase }.count
      let row = phasesBefore * self.rows + rows.lowerBound
      for first in stride(from: columns.lowerBound, to: columns.upperBound, by: panels.width) {
        let count = min(panels.width, columns.upperBound - first)
        let panel = first / panels.width
        // Safe because the block lies within the panel, whose width divides a block's side.
        unsafe ganscope_pack(
          points + point * Self.pointStride + (first - columns.lowerBound) * columnStride,
          rows.count, count, rowStride, columnStride,
          address(result * plan.pointCount + point) { panel * $0 + row }, panels.width,
          panels.width)
      }
    }
  }
}
