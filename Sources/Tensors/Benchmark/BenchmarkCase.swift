/// One named piece of work whose speed is worth knowing.
package struct BenchmarkCase: Sendable {
  /// For example `convolution 7×7×256 → 128, k5 s1, batch 256: input gradient`.
  package let name: String
  /// A multiply-add is two; those with padding count, as they do in every published figure.
  package let operations: Double
  /// What must be read from memory and written to it at least, where that is the limit; else 0.
  package let bytes: Double
  private let prepare: @Sendable () -> () -> Void

  /// - Parameter prepare: Makes the tensors, and gives the work to be timed.
  package init(
    name: String, operations: Double, bytes: Double = 0,
    prepare: @escaping @Sendable () -> () -> Void
  ) {
    (self.name, self.operations, self.bytes) = (name, operations, bytes)
    self.prepare = prepare
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
    /// Of the median, in 10⁹ bytes a second; nil where memory is not the limit.
    package let gigabytesPerSecond: Double?
  }

  /// Runs the work once to warm up, then at least five times and about half a second.
  ///
  /// - Parameter peak: What `peakMultiplyAddRate` gave with the same workers and kernels.
  package func run(peak: Double) -> Result {
    let clock = ContinuousClock()
    let work = prepare()
    work()
    var rounds: [Duration] = []
    Workers.withTeam {
      while rounds.count < 5 || rounds.reduce(.zero, +) < .milliseconds(500) {
        rounds.append(clock.measure(work))
      }
    }
    rounds.sort()
    let seconds = rounds[rounds.count / 2] / .seconds(1)
    return Result(
      name: name, seconds: seconds, shortestSeconds: rounds[0] / .seconds(1),
      gigaflops: operations / seconds / 1e9, shareOfPeak: operations / seconds / peak,
      gigabytesPerSecond: bytes > 0 ? bytes / seconds / 1e9 : nil)
  }
}
