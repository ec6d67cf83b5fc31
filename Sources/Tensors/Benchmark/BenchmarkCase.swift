/// One named piece of work whose speed is worth knowing.
package struct BenchmarkCase: Sendable {
  /// For example `convolution 7×7×256 → 128, k5 s1, batch 256: input gradient`.
  package let name: String
  /// A multiply-add is two; those with padding count, as they do in every published figure.
  package let operations: Double
  package let work: @Sendable () -> Void

  init(name: String, operations: Double, work: @escaping @Sendable () -> Void) {
    (self.name, self.operations, self.work) = (name, operations, work)
  }

  /// How fast a case ran.
  package struct Result: Sendable {
    package let name: String
    /// The median of all rounds.
    package let seconds: Double
    package let shortestSeconds: Double
    /// Of the median, in 10⁹ floating-point operations a second.
    package let gigaflops: Double
    /// Of the median, as a share of `peakMultiplyAddRate`.
    package let shareOfPeak: Double
  }

  /// Runs the work once to warm up, then at least five times and about half a second.
  ///
  /// - Parameter peak: What `peakMultiplyAddRate` gave with the same workers and kernels.
  package func run(peak: Double) -> Result {
    let clock = ContinuousClock()
    work()
    var rounds: [Duration] = []
    while rounds.count < 5 || rounds.reduce(.zero, +) < .milliseconds(500) {
      rounds.append(clock.measure(work))
    }
    rounds.sort()
    let seconds = rounds[rounds.count / 2] / .seconds(1)
    return Result(
      name: name, seconds: seconds, shortestSeconds: rounds[0] / .seconds(1),
      gigaflops: operations / seconds / 1e9, shareOfPeak: operations / seconds / peak)
  }
}
