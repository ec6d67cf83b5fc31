import Foundation
import Testing

/// Several runs of one recipe, and which came out best.
@Suite struct `Sweeps` {
  private let ganscope: GanscopeCommand
  private let images: String

  init() throws {
    ganscope = try GanscopeCommand()
    images = try SmallImages.write(count: 160, into: ganscope.folder)
  }

  private func sweep(_ options: String...) throws -> GanscopeCommand.Answer {
    try ganscope.run(
      ["sweep", "--recipe", "dense-selu", "--dataset", images, "--epochs", "1", "--count", "64"]
        + options)
  }

  private func objects(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").filter { $0.hasPrefix("{") }.map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
      return try #require(object as? [String: Any])
    }
  }

  @Test func `train the whole grid and rank it by distance`() throws {
    let answer = try sweep(
      "--set", "generator.rate=1e-3,1e-6", "--set", "batch=32", "--seeds", "2", "--jobs", "2",
      "--json")
    #expect(answer.code == 0, "\(answer.output)")
    let results = try objects(answer.output).filter { $0["event"] as? String == "result" }
    #expect(results.map { $0["rank"] as? Int } == [1, 2])
    let distances = try results.map { try #require($0["distance"] as? Double) }
    #expect(distances[0] <= distances[1])
    for result in results {
      let runs = try #require(result["runs"] as? [[String: Any]])
      #expect(runs.map { $0["seed"] as? Int } == [1, 2])
      #expect(runs.allSatisfy { ($0["reading"] as? [String: Any])?["count"] as? Int == 64 })
    }
    let list = try ganscope("runs").output
    for name in ["rate=1e-3.batch=32.seed=1", "rate=1e-6.batch=32.seed=2"] {
      #expect(list.contains("sweep-1.\(name)"), "\(list)")
    }
    let run = try ganscope("runs", "show", "sweep-1.rate=1e-6.batch=32.seed=2").output
    #expect(run.contains("batches      5, 5 an epoch"), "\(run)")
  }

  @Test func `train nothing twice, and go on with what was begun`() throws {
    let first = try sweep("--set", "rate=1e-3,1e-4", "--name", "mine", "--limit", "130")
    #expect(first.code == 0, "\(first.output)")
    #expect(first.output.contains("mine.rate=1e-4.seed=1: finished (2 of 2)"))
    try FileManager.default.removeItem(at: ganscope.run(named: "mine.rate=1e-4.seed=1"))
    let again = try ganscope("sweep", "--resume", "mine", "--count", "64")
    #expect(again.code == 0, "\(again.output)")
    #expect(again.output.contains("mine: dense-selu, 2 combinations x 1 seed, 1 of 2 runs done"))
    #expect(!again.output.contains("rate=1e-3.seed=1: begins"))
    #expect(again.output.contains("rate=1e-4.seed=1: begins"))
    let same = try sweep("--set", "rate=1e-3,1e-4", "--limit", "130")
    #expect(same.output.contains("mine: dense-selu, 2 combinations x 1 seed, 2 of 2 runs done"))
    #expect(!same.output.contains("begins"))
    let other = try sweep("--set", "rate=1e-3", "--name", "mine")
    #expect(other.code == 64)
    #expect(other.output.hasPrefix("ganscope: mine: there is a sweep of that name"))
  }

  @Test func `go on past a training that fails, which comes last`() throws {
    // The discriminator's steps leave the range of numbers.
    let answer = try sweep(
      "--set",
      "discriminator.optimizer={ type = \"sgd\", rate = 10, momentum = 0.0 },"
        + "{ type = \"sgd\", rate = 0.001, momentum = 0.0 }", "--set", "loss=wasserstein",
      "--epochs", "40")
    #expect(answer.code == 0, "\(answer.output)")
    let lines = answer.output.split(separator: "\n")
    #expect(answer.output.contains("diverged at batch"), "\(answer.output)")
    #expect(lines.last?.contains("diverged") == true)
  }

  @Test(arguments: [
    ("genertor.rate=1", "did you mean generator?"),
    ("rate=fast", "--set rate=fast: generator.optimizer.rate: expected a number from 0.0 to 10.0"),
    ("rate", "it has no '='"), ("rate=", "it has no value"), ("rate=1e-3,,1", "value 2 is empty"),
    ("batch=0", "--set batch=0: batch: expected an integer from 1 to 65536"),
    ("discriminator.layers[99].rate=0.1", "there is no place for it"),
  ])
  func `say in one line what cannot be, before anything is trained`(
    setting: String, reason: String
  ) throws {
    let answer = try sweep("--set", "latent=16", "--set", setting)
    #expect(answer.code == 64 || answer.code == 65)
    #expect(answer.output.hasPrefix("ganscope: ") && !answer.output.contains("latent=16"))
    #expect(answer.output.split(separator: "\n").count == 1, "\(answer.output)")
    #expect(answer.output.contains(reason), "\(answer.output)")
    #expect(try ganscope("runs").output.hasPrefix("no runs"))
    #expect(
      !FileManager.default.fileExists(
        atPath: ganscope.folder.appendingPathComponent("data/ganscope/sweeps/sweep-1").path))
  }

  @Test func `train a value once, however often and in which words it is named`() throws {
    let answer = try sweep("--set", "rate=1e-3,0.001,1e-3")
    #expect(answer.code == 0, "\(answer.output)")
    #expect(answer.output.contains("--set rate: 0.001 is the same as 1e-3, which is trained once"))
    #expect(answer.output.contains("sweep-1: dense-selu, 1 combination x 1 seed"))
  }

  @Test func `end with the code of what every run failed of`() throws {
    let first = try sweep("--set", "rate=1e-3", "--name", "mine")
    #expect(first.code == 0, "\(first.output)")
    let checkpoints = ganscope.run(named: "mine.rate=1e-3.seed=1")
      .appendingPathComponent("checkpoints")
    let names = try FileManager.default.contentsOfDirectory(atPath: checkpoints.path)
    let file = checkpoints.appendingPathComponent(try #require(names.max()))
    var bytes = try Data(contentsOf: file)
    bytes[bytes.count - 9] ^= 0x10
    try bytes.write(to: file)
    let damaged = try ganscope("sweep", "--resume", "mine", "--count", "64")
    #expect(damaged.code == 65, "\(damaged.output)")
    #expect(damaged.output.contains("damaged: it does not have its own checksum"))
  }

  @Test func `say in one line that their plans cannot be kept`() throws {
    try Data().write(to: ganscope.folder.appendingPathComponent("data"))
    let answer = try sweep("--set", "rate=1e-3")
    #expect(answer.code == 73, "\(answer.output)")
    #expect(answer.output.contains("cannot create the folder: Not a directory"))
    #expect(answer.output.split(separator: "\n").count == 1, "\(answer.output)")
  }

  @Test func `leave nothing behind where the data set is not there`() throws {
    let answer = try ganscope("sweep", "--seeds", "2", "--dataset", "nowhere")
    #expect(answer.code == 65 || answer.code == 66)
    #expect(answer.output.split(separator: "\n").count == 1)
    #expect(
      try ganscope("sweep", "--resume", "sweep-1").output.hasPrefix("ganscope: unknown sweep"))
  }
}
