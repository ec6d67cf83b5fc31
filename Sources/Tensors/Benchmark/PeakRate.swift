/// The most floating-point operations a second that some workers can do: multiply-adds in
/// registers that depend on nothing, each of which counts as two.
///
/// Processors with wide vectors slow down while they use them, so this is measured with the very
/// instructions of the kernels. The best of `repetitions` rounds counts: what other programs take
/// away is no part of a processor's peak.
package func peakMultiplyAddRate(
  workers: Int = Workers.count, repetitions: Int = 10, using kernels: KernelSet = .chosen
) -> Double {
  let rounds = 1 << 20
  let clock = ContinuousClock()
  let shortest = (0..<repetitions).map { _ in
    clock.measure {
      Workers.run(tiles: workers) { _ in _ = kernels.peak(rounds) }
    }
  }.min()
  let operations = Double(workers * rounds * kernels.peakOperations)
  return operations / ((shortest ?? .zero) / .seconds(1))
}
