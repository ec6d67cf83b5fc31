import Foundation
import Testing

/// What a run gives to other programs, and what a report says of its recipe.
@Suite struct `Export` {
  private let folder: URL

  /// A run `mine` of one epoch.
  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ganscope-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let trained = try ganscope("train", "--limit", "64", "--epochs", "1", "--run", "mine")
    #expect(trained.code == 0, "\(trained.output)")
  }

  private func ganscope(_ arguments: String...) throws -> GanscopeCommand.Answer {
    try ganscope(arguments)
  }

  private func ganscope(_ arguments: [String]) throws -> GanscopeCommand.Answer {
    try GanscopeCommand(in: folder).run(arguments)
  }

  @Test func `export writes the weights of one network`() throws {
    let made = try ganscope("export", "mine", "--network", "generator", "--output", "g.safetensors")
    #expect(made.output == "wrote 14 tensors, 181225 numbers, to g.safetensors\n")
    let file = try TensorFile(folder.appendingPathComponent("g.safetensors"))
    #expect(file.tensors.keys.allSatisfy { $0.hasPrefix("generator.") })
    #expect(file.tensors["generator.0.kernel"]?.shape == [64, 2352])
    let all = try checkpoint()
    #expect(file.tensors["generator.0.kernel"] == all.tensors["generator.0.kernel"])

    let other = try ganscope(
      "export", "mine", "--format", "safetensors", "--network", "discriminator", "--output",
      "d.safetensors")
    #expect(other.output == "wrote 6 tensors, 21241 numbers, to d.safetensors\n")
    let both = try ganscope("export", "mine", "--output", "both.safetensors")
    #expect(both.output == "wrote 20 tensors, 202466 numbers, to both.safetensors\n")
  }

  @Test func `export writes the weights of an epoch of which a checkpoint is kept`() throws {
    for epoch in ["0", "1"] {
      let made = try ganscope(
        "export", "mine", "--epoch", epoch, "--output", "epoch-\(epoch).safetensors")
      #expect(made.code == 0, "\(made.output)")
    }
    let last = try ganscope("export", "mine", "--output", "last.safetensors")
    #expect(last.code == 0)
    let files = try ["epoch-0", "epoch-1", "last"].map {
      try TensorFile(folder.appendingPathComponent("\($0).safetensors")).tensors
    }
    #expect(files[0] != files[1] && files[1] == files[2])

    let missing = try ganscope("export", "mine", "--epoch", "7", "--output", "x.safetensors")
    #expect(
      missing.output
        == "ganscope: mine: no checkpoint of the end of epoch 7 on branch main is kept; "
        + "there are 0 to 1\n")
    #expect(missing.code == 66)
    let huge = try ganscope(
      "export", "mine", "--epoch", "1000000000", "--output", "x.safetensors")
    #expect(huge.code == 66)
  }

  @Test func `export writes series as a table, as JSON lines and for TensorBoard`() throws {
    #expect(
      try ganscope("export", "mine", "--output", "series.csv").output
        == "wrote 2 batches to series.csv\n")
    let rows = try text("series.csv").split(separator: "\n")
    #expect(rows.map { $0.prefix(13) } == ["branch,step,e", "main,1,1,1,0.", "main,2,1,2,0."])

    #expect(
      try ganscope(
        "export", "mine", "--format", "jsonl", "--branch", "all", "--output", "series.json"
      ).code == 0)
    struct Line: Decodable, Equatable {
      let event: String
      let branch: String
      let step: Int
      var status: String?
      var weights_sha256: String?
    }
    let lines = try text("series.json").split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
    #expect(lines.map(\.event) == ["started", "batch", "batch", "epoch", "end"])
    #expect(lines.map(\.step) == [0, 1, 2, 2, 2])
    #expect(lines.allSatisfy { $0.branch == "main" })
    #expect(lines.last?.status == "finished" && lines.last?.weights_sha256?.count == 64)

    #expect(
      try ganscope(
        "export", "mine", "--format", "tensorboard", "--branch", "main", "--output", "board"
      ).output == "wrote 1 branch to board\n")
    let files = try FileManager.default.contentsOfDirectory(
      atPath: folder.appendingPathComponent("board/main").path)
    #expect(files.count == 1 && files.first?.hasPrefix("events.out.tfevents.") == true)
  }

  @Test func `export writes samples as a picture and as an animation`() throws {
    #expect(
      try ganscope("export", "mine", "--epoch", "1", "--output", "one.png").output
        == "wrote 32 images to one.png\n")
    #expect(try ganscope("export", "mine", "--output", "last.png").code == 0)
    #expect(try ganscope("export", "mine", "--epoch", "0", "--output", "start.png").code == 0)
    #expect(try data("one.png") == data("last.png"))
    #expect(try data("one.png") != data("start.png"))
    let sampled = try ganscope("sample", "mine", "--epoch", "1", "--output", "sampled.png")
    #expect(sampled.code == 0)
    #expect(try data("one.png") == data("sampled.png"))

    #expect(
      try ganscope("export", "mine", "--delay", "50", "--output", "all.gif").output
        == "wrote 2 frames to all.gif\n")
    #expect(try data("all.gif").starts(with: Data("GIF89a".utf8)))
    let missing = try ganscope("export", "mine", "--epoch", "2", "--output", "two.png")
    #expect(
      missing.output
        == "ganscope: mine: branch main has no samples of the end of epoch 2; there are 0 to 1\n")
    #expect(missing.code == 66)
  }

  @Test(
    arguments: [
      ("x.csv --epoch 1", 64), ("x.png --every 2", 64), ("x.gif --delay 5", 64),
      ("x.gif --network generator", 64), ("x.png --branch all", 64), ("x.csv --average", 64),
      ("x.safetensors --average", 64), ("x.gif --every 0", 64), ("x.csv --branch other", 66),
      ("x.foo", 64), ("x", 64),
      ("missing/x.gif", 73), ("x.safetensors --epoch -1", 64),
    ] as [(String, Int32)])
  func `what cannot be exported leaves nothing behind`(options: String, code: Int32) throws {
    let words = options.split(separator: " ").map(String.init)
    let refused = try ganscope(["export", "mine", "--output"] + words)
    #expect(refused.code == code, "\(refused.output)")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["data"])
  }

  @Test func `floats are the images before they are rounded`() throws {
    #expect(try ganscope("sample", "mine", "--count", "3", "--output", "bytes.npy").code == 0)
    #expect(
      try ganscope("sample", "mine", "--count", "3", "--float", "--output", "floats.npy").code == 0)
    let bytes = try body("bytes.npy")
    let floats = try body("floats.npy").floats
    #expect(bytes.count == 3 * 784 && floats.count == 3 * 784)
    let distance = zip(bytes, floats).map { abs(Float($0) - ($1 + 1) * 127.5) }.max() ?? .infinity
    #expect(distance <= 0.501)
    #expect(try ganscope("sample", "mine", "--float", "--output", "floats.png").code == 64)
  }

  @Test func `the average stands in for the generator's weights where a run keeps one`() throws {
    for command in ["export", "sample"] {
      let isExport = command == "export"
      let network = isExport ? ["--network", "generator"] : []
      let output = isExport ? "x.safetensors" : "x.npy"
      let refused = try ganscope(
        [command, "mine", "--average", "--output", output] + network)
      #expect(refused.code == 66)
      #expect(refused.output.hasPrefix("ganscope: mine: this run keeps no average"))
      #expect(refused.output.count(where: { $0 == "\n" }) == 1, "\(refused.output)")
    }

    // An average in which every weight is 0, beside statistics of the generator's own; in a file as
    // runs had it before there were checkpoints.
    var file = try checkpoint()
    try FileManager.default.removeItem(at: run.appendingPathComponent("checkpoints"))
    for (name, tensor) in file.tensors where name.hasPrefix("generator.") {
      guard !name.contains("moving") else { continue }
      let average = "generator_average" + name.dropFirst("generator".count)
      file.tensors[average] = .init(shape: tensor.shape, bytes: Data(count: tensor.bytes.count))
    }
    try file.write(to: run.appendingPathComponent("weights.safetensors"))
    let made = try ganscope(
      "export", "mine", "--network", "generator", "--average", "--output", "a.safetensors")
    #expect(made.output == "wrote 14 tensors, 181225 numbers, to a.safetensors\n")
    let average = try TensorFile(folder.appendingPathComponent("a.safetensors")).tensors
    #expect(average["generator.0.kernel"]?.bytes.allSatisfy { $0 == 0 } == true)
    #expect(
      average["generator.1.moving_mean"] == file.tensors["generator.1.moving_mean"])

    #expect(
      try ganscope(
        "sample", "mine", "--count", "2", "--float", "--average", "--output", "a.npy"
      ).code == 0)
    #expect(try body("a.npy").floats.allSatisfy { $0 == 0 })
    #expect(
      try ganscope("sample", "mine", "--count", "2", "--float", "--output", "raw.npy").code == 0)
    #expect(try !body("raw.npy").floats.allSatisfy { $0 == 0 })
  }

  @Test func `a recipe's report has counts, work, optimizers and rules`() throws {
    let text = try ganscope("recipes", "show", "dcgan-selu").output
    for line in [
      "parameters     414209", "trainable      413825", "not trainable  384",
      "multiply-adds  10549504 an image", "optimizer      rmsprop, rate 0.001, ",
      "  step ", "tricks ",
    ] {
      #expect(text.contains("\n\(line)"), "\(line)")
    }
    struct Report: Decodable {
      struct Player: Decodable {
        let parameters, trainable_parameters, non_trainable_parameters: Int
        let multiply_adds_per_image: Int
        let optimizer: Optimizer
      }
      struct Optimizer: Decodable {
        let type: String
        let rate: Double
      }
      struct Training: Decodable {
        let step: String
      }
      let generator: Player
      let discriminator: Player
      let training: Training
    }
    let json = try ganscope("recipes", "show", "dcgan-selu", "--json").output
    let report = try JSONDecoder().decode(Report.self, from: Data(json.utf8))
    #expect(report.generator.parameters == 414_209)
    #expect(report.generator.trainable_parameters == 413_825)
    #expect(report.generator.non_trainable_parameters == 384)
    #expect(report.discriminator.multiply_adds_per_image == 10_355_072)
    #expect(report.discriminator.optimizer.type == "rmsprop")
    #expect(report.generator.optimizer.rate == 0.001)
    #expect(report.training.step == "two_phase")
  }

  private var run: URL { folder.appendingPathComponent("data/ganscope/runs/mine") }

  /// What the run's last checkpoint says.
  private func checkpoint() throws -> TensorFile {
    let checkpoints = run.appendingPathComponent("checkpoints")
    let names = try FileManager.default.contentsOfDirectory(atPath: checkpoints.path).sorted()
    return try TensorFile(checkpoints.appendingPathComponent(try #require(names.last)))
  }

  private func data(_ name: String) throws -> Data {
    try Data(contentsOf: folder.appendingPathComponent(name))
  }

  private func text(_ name: String) throws -> String {
    String(decoding: try data(name), as: UTF8.self)
  }

  /// The scalars of a NumPy file, whose header has 128 bytes.
  private func body(_ name: String) throws -> Data {
    Data(try Data(contentsOf: folder.appendingPathComponent(name)).dropFirst(128))
  }
}

/// A safetensors file, taken apart and put together independently of the program.
private struct TensorFile {
  struct Tensor: Equatable {
    var shape: [Int]
    var bytes: Data
  }

  private struct Entry: Codable {
    var dtype = "F32"
    var shape: [Int]
    var data_offsets: [Int]
  }

  var tensors: [String: Tensor]

  init(_ url: URL) throws {
    let data = try Data(contentsOf: url)
    let length = data.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = try JSONSerialization.jsonObject(with: data[8..<8 + length]) as? [String: Any]
    let body = data.dropFirst(8 + length)
    tensors = (header ?? [:]).compactMapValues { entry in
      guard let entry = entry as? [String: Any], let shape = entry["shape"] as? [Int],
        let offsets = entry["data_offsets"] as? [Int], offsets.count == 2
      else { return nil }
      return Tensor(
        shape: shape, bytes: Data(body.dropFirst(offsets[0]).prefix(offsets[1] - offsets[0])))
    }
  }

  func write(to url: URL) throws {
    var (entries, body): ([String: Entry], Data) = ([:], Data())
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      let end = body.count + tensor.bytes.count
      entries[name] = Entry(shape: tensor.shape, data_offsets: [body.count, end])
      body += tensor.bytes
    }
    var header = try JSONEncoder().encode(entries)
    while !header.count.isMultiple(of: 8) { header.append(UInt8(ascii: " ")) }
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
    try (Data(length) + header + body).write(to: url)
  }
}

extension Data {
  /// The bytes as little-endian 32-bit floats.
  fileprivate var floats: [Float] {
    stride(from: 0, to: count - 3, by: 4).map { start in
      let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(self[start + $1]) << (8 * UInt32($1)) }
      return Float(bitPattern: bits)
    }
  }
}
