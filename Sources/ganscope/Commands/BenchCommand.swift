import ArgumentParser
import Tensors

struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Time the tensor core against this machine's own peak.",
    discussion: """
      The peak is measured first: independent multiply-adds in registers on the same threads. Each \
      figure is the median of at least five rounds. What else the machine does spoils it.
      """)

  @Option(help: "How many threads compute; one per processor core if not given.")
  var threads: Int?

  @Option(help: "Only what has this in its name, for example 'forward' or '7×7'.")
  var only: String?

  @Flag(help: "Print one JSON object a line.")
  var json = false

  private struct Line: Encodable {
    let name: String
    let kernels: String
    let threads: Int
    let milliseconds, shortestMilliseconds: Double
    let gflopPerS, peakGflopPerS, shareOfPeak: Double
  }

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is \(threads), but must lie between 1 and 1024")
    }
  }

  func run() throws {
    if let complaint = KernelSet.complaint { throw ShellError(complaint, .usage) }
    if let threads { Workers.count = threads }
    let cases = BenchmarkCase.tensorCore().filter { only.map($0.name.contains) ?? true }
    guard !cases.isEmpty else {
      throw ShellError("no benchmark has '\(only ?? "")' in its name", .usage)
    }
    if !json {
      try StandardOutput.writeLine("kernels \(KernelSet.chosen.name), threads \(Workers.count)")
    }
    for benchmark in cases {
      // Beside each case, as the clock of a busy machine goes up and down.
      let peak = peakMultiplyAddRate()
      try report(benchmark.run(peak: peak), peak: peak)
    }
  }

  private func report(_ result: BenchmarkCase.Result, peak: Double) throws {
    let line = Line(
      name: result.name, kernels: KernelSet.chosen.name, threads: Workers.count,
      milliseconds: result.seconds * 1e3, shortestMilliseconds: result.shortestSeconds * 1e3,
      gflopPerS: result.gigaflops, peakGflopPerS: peak / 1e9, shareOfPeak: result.shareOfPeak)
    guard !json else { return try StandardOutput.write(JSONLine.text(of: line)) }
    let share = "\(Int((result.shareOfPeak * 100).rounded())) %"
    let speed = "\(Int(result.gigaflops.rounded())) of \(Int((peak / 1e9).rounded())) GFLOP/s"
    let time = "\((result.seconds * 1e5).rounded() / 100) ms"
    try StandardOutput.writeLine(
      column(share, 6) + column(speed, 22) + column(time, 12) + "  " + result.name)
  }

  private func column(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
