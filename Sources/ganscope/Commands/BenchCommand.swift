import ArgumentParser
import GANs
import Networks
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

  @Option(help: "Time the training step of this recipe, or of this file that ends in .toml.")
  var recipe: String?

  @Option(help: "How many steps to time.")
  var steps = 20

  @Option(help: "How many steps to run before, besides the first.")
  var warmup = 3

  @Option(help: "What numbers a step's products are computed with.")
  var precision = Precision.float32

  @Flag(help: "Print where the time of a step goes, layer by layer.")
  var profile = false

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
    try require(threads, in: 1...1024, "--threads")
    try require(steps, in: 1...1_000_000, "--steps")
    try require(warmup, in: 0...1_000_000, "--warmup")
  }

  func run() throws {
    if let complaint = KernelSet.complaint { throw ShellError(complaint, .usage) }
    if let threads { Workers.count = threads }
    if let recipe { return try timeSteps(of: RecipeCatalogue().recipe(recipe)) }
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

  private func timeSteps(of recipe: Recipe) throws {
    var benchmark = try StepBenchmark(
      recipe: recipe, steps: steps, warmup: warmup, precision: precision)
    let profile = profile ? StepProfile() : nil
    let measured = benchmark.run(profile: profile)
    // Measured last, as the time to the first step is a figure of its own.
    let report = StepReport(benchmark, measured, peak: peakMultiplyAddRate(), profile: profile)
    try StandardOutput.write(json ? JSONLine.text(of: report) : report.text + "\n")
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
