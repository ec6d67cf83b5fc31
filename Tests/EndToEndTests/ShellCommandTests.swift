import Foundation
import Testing

/// The program without a screen, as a script sees it.
@Suite struct `Shell commands` {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ganscope-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// Runs ganscope in this test's folder, whose user has no files of it yet.
  private func ganscope(_ arguments: String...) throws -> GanscopeCommand.Answer {
    try ganscope(arguments)
  }

  /// - Parameter kernels: the kernels to use in place of those that the tests use.
  private func ganscope(_ arguments: [String], kernels: String? = nil) throws
    -> GanscopeCommand.Answer
  {
    try GanscopeCommand(in: folder).run(
      arguments, environment: kernels.map { ["GANSCOPE_KERNELS=\($0)"] } ?? [])
  }

  private func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: folder.appendingPathComponent(name))
  }

  private func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path)
  }

  private struct Line: Decodable {
    let event: String
    let step: Int
    let discriminatorLoss, generatorLoss, realAccuracy, fakeAccuracy: Double?
    let imagesPerSecond: Double?
    let status, weightsSha256: String?
  }

  private func lines(_ output: String) throws -> [Line] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try output.split(separator: "\n").map { line in
      try decoder.decode(Line.self, from: Data(line.utf8))
    }
  }

  @Test func `train prints losses and accuracies of every batch and the hash of the weights`()
    throws
  {
    let answer = try ganscope("train", "--limit", "256", "--epochs", "1", "--json")
    #expect(answer.code == 0)
    let lines = try lines(answer.output)
    let batches = lines.filter { $0.event == "batch" }
    #expect(batches.map(\.step) == Array(1...8))
    #expect(batches.allSatisfy { $0.discriminatorLoss?.isFinite == true })
    #expect(batches.allSatisfy { $0.generatorLoss?.isFinite == true })
    #expect(batches.allSatisfy { (0...1).contains($0.realAccuracy ?? -1) })
    #expect(batches.allSatisfy { (0...1).contains($0.fakeAccuracy ?? -1) })
    #expect(batches.allSatisfy { $0.imagesPerSecond ?? 0 > 0 })
    #expect(lines.dropLast().last?.event == "epoch")
    #expect(lines.last?.event == "end" && lines.last?.status == "finished")
    #expect(lines.last?.weightsSha256?.count == 64)
  }

  @Test func `one and two threads give the same weights, another seed others`() throws {
    func hash(seed: String, threads: String) throws -> String? {
      try lines(
        ganscope(
          "train", "--limit", "128", "--epochs", "1", "--json", "--seed", seed, "--threads", threads
        ).output
      ).last?.weightsSha256
    }
    let first = try #require(try hash(seed: "10", threads: "1"))
    #expect(try hash(seed: "10", threads: "2") == first)
    #expect(try hash(seed: "11", threads: "2") != first)
  }

  @Test func `sample makes images after the run has ended`() throws {
    #expect(try ganscope("train", "--limit", "64", "--epochs", "1", "--run", "mine").code == 0)
    let made = try ganscope("sample", "mine", "--count", "9", "--output", "nine.npy")
    #expect(made.output == "wrote 9 images to nine.npy\n")
    let array = try Data(contentsOf: folder.appendingPathComponent("nine.npy"))
    #expect(array.count == 128 + 9 * 784)
    #expect(try ganscope("sample", "mine", "--output", "sheet.png").code == 0)
    #expect(try Data(contentsOf: folder.appendingPathComponent("sheet.png")).starts(with: [0x89]))
    #expect(try ganscope("sample", "mine", "--epoch", "1", "--output", "kept.png").code == 0)
    #expect(try ganscope("runs").output.contains("finished"))
  }

  @Test func `a precision that the kernels lack is refused, and the run keeps the one it has`()
    throws
  {
    let precise = ["train", "--limit", "64", "--epochs", "1", "--run", "mine", "--precision"]
    let refused = try ganscope(precise + ["bfloat16"], kernels: "portable")
    #expect(refused.code == 64)
    #expect(refused.output.hasPrefix("ganscope: --precision bfloat16: the portable kernels"))
    #expect(refused.output.count(where: { $0 == "\n" }) == 1, "\(refused.output)")
    #expect(!exists("data"))
    #expect(try ganscope(precise + ["float32"], kernels: "portable").code == 0)
    #expect(try ganscope("runs", "show", "mine").output.contains("float32"))
  }

  /// Bad input: the arguments, the exit code, and what the one line must say.
  @Test(arguments: [
    (["train", "--recipe", "dens"], 65, "did you mean dense?"),
    (
      ["train", "--dataset", "mnits"], 65,
      "did you mean mnist? known: cifar10, cifar10-frog, emnist-letters, fashion-mnist, kmnist"
    ),
    (["train", "--dataset", "mnist", "--classes", "3,"], 65, "'mnist:3,': expected names or"),
    (["train", "--dataset", "mnist"], 66, "mnist/train-images-idx3-ubyte"),
    (["train", "--dataset", "truncated.idx"], 65, "truncated.idx: "),
    (["train", "--dataset", "not-gzip.gz"], 65, "not-gzip.gz: "),
    (["train", "--recipe", "unknown-key.toml"], 65, "unknown-key.toml:1: colour: unknown key"),
    (["train", "--recipe", "absent.toml"], 66, "absent.toml: "),
    (["train", "--run", "/dev/null/run", "--limit", "64", "--epochs", "1"], 73, "/dev/null/run"),
    (["sample", "absent", "--output", "x.png"], 66, "absent"),
    (["sample", "absent", "--output", "x.gif"], 64, ".png, .npy, .idx"),
    (["watch"], 64, "`ganscope train`"),
    (["watch", "--theme", "papr"], 64, "did you mean paper?"),
  ])
  func `bad input is one line with what to do, and nothing is written`(
    arguments: [String], code: Int32, problem: String
  ) throws {
    let header: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2]
    try write(header + [1, 2, 3], to: "truncated.idx")
    try write(Array("plain text".utf8), to: "not-gzip.gz")
    let recipe = try ganscope("recipes", "show", "pocket", "--toml").output
    try write(Array("colour = 3\n\(recipe)".utf8), to: "unknown-key.toml")

    let answer = try ganscope(arguments)
    #expect(answer.code == code, "\(answer.output)")
    #expect(answer.output.hasPrefix("ganscope: "))
    #expect(answer.output.contains(problem), "\(answer.output)")
    #expect(answer.output.count(where: { $0 == "\n" }) == 1, "\(answer.output)")
    #expect(!exists("data"))
  }

  /// A pipe of which nobody has the other end.
  @Test(arguments: ["runs", "manual --keys", "train --limit 64 --epochs 1 --json"])
  func `a reader that has gone ends a command without a word`(words: String) throws {
    let script = """
      cd '\(folder.path)'; export XDG_DATA_HOME="$PWD/data"
      mkfifo pipe; exec 3<>pipe 4>pipe 3>&-
      '\(builtProgram("ganscope"))' \(words) >&4
      """
    let result = try ShortCommand.run(["sh", "-c", script])
    #expect((result.status >> 8) & 0xFF == 141)
    #expect(result.output == "")
  }

  @Test(arguments: [
    ["train", "--epochs", "0"], ["train", "--batch", "-3"], ["train", "--dropout", "1.5"],
    ["train", "--precision", "float8"], ["train", "--seed", "many"],
    ["sample", "x", "--count", "0", "--output", "a.png"], ["trian"], ["export", "x"],
    ["export", "x", "--format", "no", "--output", "a"],
    ["train", "--recipe", "dense-selu", "--dropout", "0.2"],
  ])
  func `options out of range are usage errors`(arguments: [String]) throws {
    let result = try ShortCommand.run([builtProgram("ganscope")] + arguments)
    #expect((result.status >> 8) & 0xFF == 64, "\(result.output)")
    #expect(result.output.hasPrefix("ganscope: "), "\(result.output)")
    #expect(result.output.count(where: \.isNewline) == 1, "\(result.output)")
  }
}
