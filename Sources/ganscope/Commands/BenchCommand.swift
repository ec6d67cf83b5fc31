import ArgumentParser
import GANs
import Networks
import RunStore
import Tensors

struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Time the tensor core against this machine's own peak.",
    discussion: """
      Without --recipe it runs suites of cases: the products and convolutions of the recipes, \
      element-wise work, whole training steps. Each figure is the median of at least five rounds, \
      beside the peak of independent multiply-adds in registers on the same threads. The suite \
      'accuracy' runs only if it is asked for: it compares ways to convolve with sums in double \
      precision.

      With --recipe it trains one recipe on \(SyntheticImages.count) synthetic images held in \
      memory, and prints the keys that the usual scripts for other frameworks print. What else the \
      machine does spoils any figure.
      """)

  @Option(
    parsing: .upToNextOption,
    help: "Run only these suites; all that time something if not given.")
  var suite: [BenchmarkSuite] = []

  @Option(help: "Only what has this in its name, for example 'forward' or '7×7'.")
  var only: String?

  @Option(help: "Time the training step of this recipe: its name, or a file that ends in .toml.")
  var recipe: String?

  @Option(help: "With --recipe: how many steps to time; 20 if not given.")
  var steps: Int?

  @Option(help: "With --recipe: how many steps to run before, besides the first; 3 if not given.")
  var warmup: Int?

  @Option(help: "With --recipe: what numbers products are computed with; float32 if not given.")
  var precision: Precision?

  @Flag(help: "With --recipe: also print where the time of a step goes, layer by layer.")
  var profile = false

  @Option(help: "How many threads compute; one per processor core if not given.")
  var threads: Int?

  @Option(help: "Keep the times in this file.")
  var save: String?

  @Option(help: "Print beside each result how much faster it is than in this file.")
  var compare: String?

  @Flag(help: "Print one JSON object a line.")
  var json = false

  func validate() throws {
    try require(threads, in: 1...1024, "--threads")
    try require(steps, in: 1...1_000_000, "--steps")
    try require(warmup, in: 0...1_000_000, "--warmup")
  }

  func run() throws {
    if let complaint = KernelSet.complaint { throw ShellError(complaint, .usage) }
    if let misplaced { throw ShellError(misplaced, .usage) }
    if let threads { Workers.count = threads }
    let baselines = try Baselines(compare: compare, save: save)
    if let recipe {
      try timeSteps(of: RecipeCatalogue().recipe(recipe), baselines)
    } else {
      try runSuites(baselines)
    }
  }

  /// What is wrong with options that do not go together.
  private var misplaced: String? {
    let forRecipe: [(String, Bool)] = [
      ("--steps", steps != nil), ("--warmup", warmup != nil), ("--precision", precision != nil),
      ("--profile", profile),
    ]
    let forSuites = [("--suite", !suite.isEmpty), ("--only", only != nil)]
    guard recipe == nil else {
      return forSuites.first(where: \.1).map { "\($0.0) and --recipe do not go together" }
    }
    return forRecipe.first(where: \.1).map { "\($0.0) needs --recipe" }
  }

  private func runSuites(_ baselines: consuming Baselines) throws {
    let suites = suite.isEmpty ? BenchmarkSuite.timed : suite
    let timed = try suites.flatMap { try $0.cases() }.filter { isWanted($0.name) }
    let compared =
      suites.contains(.accuracy) ? ConvolutionAccuracy.all.filter { isWanted($0.name) } : []
    guard !timed.isEmpty || !compared.isEmpty else {
      throw ShellError("no benchmark has '\(only ?? "")' in its name", .usage)
    }
    if !timed.isEmpty { try SuiteReport(json: json).run(timed, baselines) }
    if !compared.isEmpty { try AccuracyReport(json: json).run(compared) }
  }

  private func isWanted(_ name: String) -> Bool {
    only.map(name.contains) ?? true
  }

  private func timeSteps(of recipe: Recipe, _ baselines: consuming Baselines) throws {
    let profile = profile ? StepProfile() : nil
    let precision = try (precision ?? .float32).available()
    var benchmark = try StepBenchmark(recipe: recipe, precision: precision)
    let measured = benchmark.run(steps: steps ?? 20, warmup: warmup ?? 3, profile: profile)
    // Measured last, as the time to the first step is a figure of its own.
    let peak = peakMultiplyAddRate(using: .chosen.computing(in: precision))
    var report = StepReport(benchmark, measured, peak: peak, profile: profile)
    report.baselineRatio = try baselines.ratio(
      of: benchmark.name, milliseconds: report.stepMsMedian)
    try StandardOutput.write(json ? JSONLine.text(of: report) : report.text + "\n")
    try baselines.finish()
  }
}
