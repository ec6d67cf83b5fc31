internal import CKernels

/// A kernel's taps at Winograd's points.
struct WinogradWeights {
  /// `[phase, point, inputs, outputs]`, inputs and outputs being the kernel's.
  private let values: Tensor
  private let plan: WinogradPlan
  private let inputs: Int
  private let outputs: Int

  /// How many pairs of channels a worker takes at once: their taps stay in the nearest cache.
  private static let lanes = 256

  /// - Parameter kernel: `[height, width, inputs, outputs]`.
  init(_ kernel: Tensor, plan: WinogradPlan) {
    (self.plan, inputs, outputs) = (plan, kernel.shape[2], kernel.shape[3])
    let (pairs, squareCount) = (inputs * outputs, plan.taps * plan.taps)
    let ranges = Partition(pairs / 16, longest: Self.lanes / 16)
    let zeros = Tensor(zeros: [Self.lanes])
    let scratch = Scratch.size(floats: 0, pointers: squareCount, pieces: 1)
    var values = Tensor(uninitialized: [plan.phases.count, plan.pointCount, inputs, outputs])
    unsafe values.withUnsafeMutablePointer {
      // Safe because each worker writes pairs of channels of its own.
      nonisolated(unsafe) let start = unsafe $0
      Workers.run(tiles: plan.phases.count * ranges.count, scratch: scratch) { index, scratch in
        let (phase, range) = index.quotientAndRemainder(dividingBy: ranges.count)
        let first = ranges[range].lowerBound * 16
        let places = unsafe scratch.sources(squareCount)
        unsafe kernel.withUnsafePointer { kernel in
          unsafe zeros.withUnsafePointer { zeros in
            for (place, tap) in plan.phases[phase].taps.enumerated() {
              unsafe places[place] = tap.map { unsafe kernel + $0 * pairs + first } ?? zeros
            }
            // Safe because the range of pairs lies within every tap and every point.
            unsafe ganscope_winograd_evaluate(
              ganscope_winograd_taps, plan.taps, places, 1, 0, ranges[range].count * 16,
              start + phase * plan.pointCount * pairs + first, pairs)
          }
        }
      }
    }
    self.values = values
  }

  /// For each result's sampling and point the taps of all phases that are active there, one on top
  /// of the other: `phases · inputs` rows, one column for each output.
  ///
  /// - Parameter orientation: `transposed` from outputs to inputs.
  func packed(_ orientation: Orientation, using kernels: KernelSet) -> [[PackedPanels]] {
    let columns = orientation == .plain ? outputs : inputs
    let operands = plan.results.indices.flatMap { result in
      (0..<plan.pointCount).map { point in
        plan.activePhases(of: result, at: point).map { phase in
          MatrixView(
            values, from: (phase * plan.pointCount + point) * inputs * outputs,
            rows: orientation == .plain ? inputs : outputs, columns: columns,
            orientation: orientation)
        }
      }
    }
    let panels = PackedPanels.pack(operands, columns: columns, width: kernels.tileColumns)
    return plan.results.indices.map {
      Array(panels[$0 * plan.pointCount..<($0 + 1) * plan.pointCount])
    }
  }
}
