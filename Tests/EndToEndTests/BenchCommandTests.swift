import Foundation
import Testing

/// `ganscope bench` as a script sees it; what is measured is not tested, as it depends on the machine.
@Suite struct `Benchmarks` {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("ganscope-\(UUID().uuidString.prefix(8))")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func bench(_ arguments: String...) throws -> (output: String, code: Int32) {
    try bench(arguments)
  }

  private func bench(_ arguments: [String]) throws -> (output: String, code: Int32) {
    let result = try ShortCommand.run(
      ["env", "-C", folder.path, "XDG_CONFIG_HOME=\(folder.path)", builtProgram("ganscope")]
        + ["bench"] + arguments)
    return (result.output, (result.status >> 8) & 0xFF)
  }

  private func object(_ line: some StringProtocol) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
    return try #require(object as? [String: Any])
  }

  /// The built-in recipe with as many latent numbers as in other frameworks' scripts.
  private static let seluRecipe = URL(filePath: #filePath)
    .appending(path: "../../../Benchmarks/recipes/dcgan-selu.toml").standardizedFileURL.path

  @Test func `a recipe's step has the keys that scripts for other frameworks print`() throws {
    let answer = try bench("--recipe", "dense", "--steps", "2", "--warmup", "1", "--json")
    #expect(answer.code == 0)
    let report = try object(answer.output)
    let shared = [
      "peer", "version", "recipe", "batch", "threads", "variant", "steps", "step_ms_median",
      "step_ms_min", "images_per_s", "peak_rss_mb", "gflop_per_step", "gflop_per_s", "startup_s",
      "cpus_used", "cpus_used_by_others", "params", "losses",
    ]
    let own = ["share_of_peak", "allocations_per_step", "kernels"]
    #expect(Set(report.keys) == Set(shared + own))
    #expect(report["peer"] as? String == "ganscope")
    #expect(report["variant"] as? String == "float32")
    #expect(report["batch"] as? Int == 128)
    #expect(report["steps"] as? Int == 2)
    #expect((report["losses"] as? [Double])?.count == 2)
    let parameters = try #require(report["params"] as? [String: [Int]])
    #expect(parameters["generator"] == [1_486_352, 1_486_352])
    #expect(parameters["discriminator"] == [1_460_225, 1_460_225])
  }

  /// The counts of other frameworks' own counters.
  @Test(arguments: [("dense", 4.089), (Self.seluRecipe, 32.125)])
  func `work is counted as everywhere, and no step allocates`(
    recipe: String, gigaflops: Double
  ) throws {
    let answer = try bench("--recipe", recipe, "--steps", "2", "--warmup", "2", "--json")
    let report = try object(answer.output)
    #expect(report["gflop_per_step"] as? Double == gigaflops)
    #expect(report["allocations_per_step"] as? Double == 0)
  }

  @Test func `the rows of a profile sum up to the step and to all of its work`() throws {
    let answer = try bench(
      "--recipe", Self.seluRecipe, "--steps", "2", "--warmup", "0", "--profile", "--json")
    let report = try object(answer.output)
    let rows = try #require(report["profile"] as? [[String: Any]])
    let milliseconds = rows.compactMap { $0["ms"] as? Double }
    let rates = rows.map { $0["gflop_per_s"] as? Double ?? 0 }
    #expect(milliseconds.count == rows.count)
    // With two steps the median is the mean; what is left is the profile's own beginning and end.
    let step = try #require(report["step_ms_median"] as? Double)
    #expect(abs(milliseconds.reduce(0, +) / step - 1) < 0.05)
    let shares = rows.compactMap { $0["share"] as? Double }
    #expect(abs(shares.reduce(0, +) - 1) < 0.001)
    let work = zip(milliseconds, rates).reduce(0) { $0 + $1.0 * $1.1 / 1e3 }
    #expect(abs(work / 32.125 - 1) < 0.01)
  }

  @Test func `a profile is a table that ends in the whole step`() throws {
    let answer = try bench("--recipe", "dense", "--steps", "1", "--warmup", "0", "--profile")
    #expect(answer.output.contains("discriminator.1"))
    #expect(answer.output.contains("parameter gradients"))
    #expect(answer.output.hasSuffix("whole step\n"))
  }

  @Test func `saved times are compared with`() throws {
    let first = try bench("--suite", "element-wise", "--only", "tanh", "--save", "times.json")
    #expect(first.code == 0)
    let kept = try object(
      String(contentsOf: folder.appending(path: "times.json"), encoding: .utf8))
    #expect((kept["milliseconds"] as? [String: Double])?.count == 2)
    let second = try bench(
      "--suite", "element-wise", "product", "--only", "tanh", "--compare", "times.json", "--json")
    let lines = try second.output.split(separator: "\n").map(object)
    #expect(lines.count == 2)
    for line in lines {
      #expect(line["baseline_ratio"] as? Double ?? 0 > 0)
      #expect(line["gb_per_s"] as? Double ?? 0 > 0)
    }
  }

  @Test func `times of other threads are not compared with`() throws {
    _ = try bench("--only", "tanh: gradient", "--threads", "1", "--save", "times.json")
    let answer = try bench("--only", "tanh: gradient", "--threads", "2", "--compare", "times.json")
    #expect(answer.code == 65)
    #expect(answer.output.contains("times.json: measured with --threads 1, not 2"))
  }

  @Test func `a file without a time of what was run says so`() throws {
    _ = try bench("--only", "tanh: gradient", "--save", "times.json")
    let answer = try bench("--only", "sigmoid: gradient", "--compare", "times.json")
    #expect(answer.code == 65)
    #expect(answer.output.contains("times.json: has no time of what was run"))
  }

  @Test func `a step may take more images than are drawn`() throws {
    let recipe = """
      title = "Wide"
      source = "none"
      dataset = "strokes"
      pixels = "unit"
      epochs = 1
      batch = 9000
      last_batch = "drop"
      order = "shuffled"
      [generator]
      latent = 1
      layers = [{ type = "dense", units = 4, bias = false, initializer = "zeros" },
        { type = "reshape", shape = [2, 2, 1] }]
      optimizer = { type = "sgd", rate = 0.1, momentum = 0.0 }
      [discriminator]
      layers = [{ type = "flatten" },
        { type = "dense", units = 1, bias = false, initializer = "zeros" }]
      optimizer = { type = "sgd", rate = 0.1, momentum = 0.0 }
      [training]
      step = "two_phase"
      loss = "non_saturating"
      [training.discriminator]
      real = 9000
      fake = 1
      fakes_from = "inference"
      real_label = 1.0
      fake_label = 0.0
      [training.generator]
      samples = 1
      label = 1.0
      """
    try Data(recipe.utf8).write(to: folder.appending(path: "wide.toml"))
    let answer = try bench("--recipe", "wide.toml", "--steps", "2", "--warmup", "0")
    #expect(answer.code == 0, "\(answer.output)")
  }

  @Test func `errors of convolutions are printed for each way`() throws {
    let answer = try bench("--suite", "accuracy", "--only", "batch 20: forward", "--json")
    #expect(answer.code == 0)
    let lines = try answer.output.split(separator: "\n").map(object)
    #expect(lines.prefix(2).compactMap { $0["way"] as? String } == ["direct", "Winograd"])
    for line in lines {
      let error = try #require(line["root_mean_square_error"] as? Double)
      let largest = try #require(line["largest_error"] as? Double)
      #expect(0 < error && error < largest)
    }
  }

  @Test(arguments: [
    (["--profile"], 64, "--profile needs --recipe"),
    (["--steps", "3"], 64, "--steps needs --recipe"),
    (["--recipe", "dense", "--only", "tanh"], 64, "--only and --recipe do not go together"),
    (["--only", "nothing"], 64, "no benchmark has 'nothing' in its name"),
    (["--recipe", "dens"], 65, "did you mean dense?"),
    (["--recipe", "absent.toml"], 66, "absent.toml"),
    (["--only", "tanh", "--compare", "absent.json"], 66, "absent.json: cannot be read"),
    (["--only", "tanh", "--compare", "text.json"], 65, "text.json: not what --save writes"),
    (["--only", "tanh", "--save", "absent/x.json"], 73, "absent/x.json: cannot be written"),
  ])
  func `bad options are one line with what to do`(
    arguments: [String], code: Int32, problem: String
  ) throws {
    try Data("text".utf8).write(to: folder.appending(path: "text.json"))
    let answer = try bench(arguments + ["--json"])
    #expect(answer.code == code, "\(answer.output)")
    #expect(answer.output.hasPrefix("ganscope: "))
    #expect(answer.output.contains(problem), "\(answer.output)")
    #expect(answer.output.count(where: { $0 == "\n" }) == 1, "\(answer.output)")
  }

  @Test(arguments: [
    ["--recipe", "dense", "--steps", "0"], ["--recipe", "dense", "--warmup", "-1"],
    ["--recipe", "dense", "--precision", "float7"], ["--suite", "products"], ["--threads", "0"],
  ])
  func `values out of range are usage errors`(arguments: [String]) throws {
    #expect(try bench(arguments).code == 64)
  }
}
