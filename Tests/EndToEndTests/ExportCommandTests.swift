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

  private func ganscope(_ arguments: String...) throws -> (output: String, code: Int32) {
    try ganscope(arguments)
  }

  private func ganscope(_ arguments: [String]) throws -> (output: String, code: Int32) {
    let result = try ShortCommand.run(
      ["env", "-C", folder.path, "HOME=\(folder.path)", "XDG_DATA_HOME=\(folder.path)/data"]
        + ["XDG_CONFIG_HOME=\(folder.path)/config", builtProgram("ganscope")] + arguments)
    return (result.output, (result.status >> 8) & 0xFF)
  }

  @Test func `export writes the weights of one network`() throws {
    let made = try ganscope("export", "mine", "--network", "generator", "--output", "g.safetensors")
    #expect(made.output == "wrote 14 tensors, 181225 numbers, to g.safetensors\n")
    let file = try TensorFile(folder.appendingPathComponent("g.safetensors"))
    #expect(file.tensors.keys.allSatisfy { $0.hasPrefix("generator.") })
    #expect(file.tensors["generator.0.kernel"]?.shape == [64, 2352])
    let all = try TensorFile(weights)
    #expect(file.tensors["generator.0.kernel"] == all.tensors["generator.0.kernel"])

    let other = try ganscope(
      "export", "mine", "--format", "safetensors", "--network", "discriminator", "--output",
      "d.safetensors")
    #expect(other.output == "wrote 6 tensors, 21241 numbers, to d.safetensors\n")
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
      let network = command == "export" ? ["--network", "generator"] : []
      let refused = try ganscope(
        [command, "mine", "--average", "--output", "x.npy"] + network)
      #expect(refused.code == 66)
      #expect(refused.output.hasPrefix("ganscope: mine: this run keeps no average"))
      #expect(refused.output.count(where: { $0 == "\n" }) == 1, "\(refused.output)")
    }

    // An average in which every weight is 0, beside statistics of the generator's own.
    var file = try TensorFile(weights)
    for (name, tensor) in file.tensors where name.hasPrefix("generator.") {
      guard !name.contains("moving") else { continue }
      let average = "generator_average" + name.dropFirst("generator".count)
      file.tensors[average] = .init(shape: tensor.shape, bytes: Data(count: tensor.bytes.count))
    }
    try file.write(to: weights)
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

  private var weights: URL {
    folder.appendingPathComponent("data/ganscope/runs/mine/weights.safetensors")
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
