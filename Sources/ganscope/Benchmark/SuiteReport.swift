import RunStore
import Tensors

/// Runs benchmarks one after the other, and prints each result as soon as it is there.
struct SuiteReport {
  let json: Bool

  private struct Line: Encodable {
    let name: String
    let kernels: String
    let threads: Int
    let milliseconds, shortestMilliseconds: Double
    let gflopPerS, peakGflopPerS, shareOfPeak: Double
    let gbPerS: Double?
    /// How many times faster than in the file to compare with.
    let baselineRatio: Double?
  }

  func run(_ cases: [BenchmarkCase], _ baselines: consuming Baselines) throws {
    if !json {
      try StandardOutput.writeLine("kernels \(KernelSet.chosen.name), threads \(Workers.count)")
    }
    for benchmark in cases {
      // Beside each case, as the clock of a busy machine goes up and down.
      let peak = peakMultiplyAddRate()
      let result = benchmark.run(peak: peak)
      let ratio = try baselines.ratio(of: result.name, milliseconds: result.seconds * 1e3)
      let line = Line(
        name: result.name, kernels: KernelSet.chosen.name, threads: Workers.count,
        milliseconds: result.seconds * 1e3, shortestMilliseconds: result.shortestSeconds * 1e3,
        gflopPerS: result.gigaflops, peakGflopPerS: peak / 1e9, shareOfPeak: result.shareOfPeak,
        gbPerS: result.gigabytesPerSecond, baselineRatio: ratio)
      try StandardOutput.write(json ? JSONLine.text(of: line) : text(of: line))
    }
    try baselines.finish()
  }

  /// For example ` 93 %   247 of 265 GFLOP/s    1.23 ms  dense 128×100 → 256: forward`.
  private func text(of line: Line) -> String {
    let columns = [
      ("\((line.shareOfPeak * 100).fixed(0)) %", 6),
      ("\(line.gflopPerS.fixed(0)) of \(line.peakGflopPerS.fixed(0)) GFLOP/s", 22),
      (line.gbPerS.map { "\($0.fixed(1)) GB/s" } ?? "", 13),
      ("\(line.milliseconds.fixed(2)) ms", 12),
    ]
    let ratio = line.baselineRatio.map { ", \($0.fixed(2)) × as fast as before" } ?? ""
    return columns.map { padded($0.0, to: $0.1) }.joined() + "  " + line.name + ratio + "\n"
  }

  private func padded(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
