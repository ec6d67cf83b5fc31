import Foundation
import LoopbackServer
import Testing

/// `ganscope datasets`, as a script sees it.
@Suite struct `Data set commands` {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ganscope-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private struct Answer {
    let output: String
    let code: Int32
  }

  /// Runs a line of a shell in which `$ganscope` is the program, for a user without any data.
  private func shell(_ line: String) throws -> Answer {
    let home = folder.path
    let result = try ShortCommand.run([
      "env", "-C", home, "-u", "GANSCOPE_DATA", "HOME=\(home)", "XDG_DATA_HOME=\(home)/data",
      "ganscope=\(builtProgram("ganscope"))", "sh", "-c", line,
    ])
    return Answer(output: result.output, code: (result.status >> 8) & 0xFF)
  }

  private var part: String {
    "\(folder.path)/data/ganscope/datasets/mnist/train-images-idx3-ubyte.gz.part"
  }

  private func size(of path: String) -> Int? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
  }

  /// A server with a file of the size of MNIST's first, of which it may send no more than some bytes
  /// at once.
  private func server(sends count: Int? = nil) throws -> LoopbackServer {
    let file = [UInt8](repeating: 0, count: 9_912_422)
    return try LoopbackServer { _, _ in
      count.map { .whole(file).trickle(after: $0) } ?? .whole(file)
    }
  }

  @Test func `the list says where sets are or how to get them`() throws {
    let list = try shell("$ganscope datasets")
    #expect(list.code == 0)
    let rows = list.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    #expect(rows.first { $0.first == "mnist" }?.contains("fetch") == true)
    #expect(rows.first { $0.first == "cifar10-frog" }?.contains("import") == true)
    #expect(rows.first { $0.first == "strokes" }?.contains("built") == true)
  }

  @Test func `each set is a JSON object`() throws {
    struct Entry: Decodable {
      let name, title, licence, obtain: String
      let place: String?
      let trainImages, downloadBytes: Int?
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let entries = try shell("$ganscope datasets --json").output.split(separator: "\n").map {
      try decoder.decode(Entry.self, from: Data($0.utf8))
    }
    let mnist = try #require(entries.first { $0.name == "mnist" })
    #expect(mnist.obtain == "fetch" && mnist.place == nil && mnist.trainImages == 60_000)
    #expect(mnist.downloadBytes == 11_594_722)
    #expect(entries.first { $0.name == "strokes" }?.place == "built in")
  }

  @Test func `a signal stops a download, which keeps its place`() throws {
    let server = try server(sends: 100_000)
    let answer = try shell(
      """
      $ganscope datasets fetch mnist --mirror \(server.address("mnist")) & pid=$!
      while ! [ "$(wc -c <'\(part)')" -ge 100000 ]; do sleep 0.05; done 2>/dev/null
      kill -TERM $pid; wait $pid
      """)
    #expect(answer.code == 128 + SIGTERM)
    #expect(answer.output.contains("ganscope: stopped; `ganscope datasets fetch mnist` goes on"))
    #expect(try #require(size(of: part)) >= 100_000)
    #expect(server.requests.map(\.path) == ["/mnist/train-images-idx3-ubyte.gz"])
  }

  @Test func `a full disk is one line, and what has come is kept`() throws {
    let server = try server()
    // A limit on the size of files fails as a full disk does; 64 KiB.
    let answer = try shell(
      """
      trap '' XFSZ; ulimit -f 128
      $ganscope datasets fetch mnist --mirror \(server.address("mnist")) 2>&1 >/dev/null
      """)
    #expect(answer.code == 74)
    #expect(answer.output.hasPrefix("ganscope: \(part): cannot be written: "), "\(answer.output)")
    #expect(answer.output.hasSuffix("; what has come so far is kept\n"))
    #expect(answer.output.count(where: { $0 == "\n" }) == 1)
    #expect(size(of: part) == 65_536)
  }

  @Test func `a full disk leaves nothing of an import`() throws {
    try Data(repeating: 6, count: 100 * 3073)
      .write(to: folder.appendingPathComponent("frog_train.bin"))
    let answer = try shell(
      "trap '' XFSZ; ulimit -f 128; $ganscope datasets import cifar10-frog . --data-dir here")
    #expect(answer.code == 74)
    #expect(
      answer.output.hasPrefix("ganscope: here/cifar10/frog_train.bin.part: cannot be written: "),
      "\(answer.output)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/here").isEmpty)
  }

  @Test func `files that a user has are taken in`() throws {
    let frogs = folder.appendingPathComponent("frog_train.bin")
    try Data([6] + [UInt8](repeating: 9, count: 3072)).write(to: frogs)
    let taken = try shell("$ganscope datasets import cifar10-frog . --data-dir here")
    #expect(taken.code == 0)
    #expect(
      taken.output == "copied here/cifar10/frog_train.bin\nthe test images are still missing\n")
    #expect(try shell("$ganscope datasets --data-dir here").output.contains(" here/cifar10 "))
    let preview = try shell("$ganscope datasets preview cifar10-frog --data-dir here")
    #expect(preview.code == 0 && preview.output.contains("frog"), "\(preview.output)")
  }

  @Test func `a preview in a file is plain ASCII with the names of the classes`() throws {
    let preview = try shell("$ganscope datasets preview strokes --split test --count 7")
    #expect(preview.code == 0)
    #expect(preview.output.utf8.allSatisfy { (32..<127).contains($0) || $0 == 10 })
    let lines = preview.output.split(separator: "\n")
    let captions = lines.filter { $0.allSatisfy { $0.isNumber || $0 == " " } }
      .flatMap { $0.split(separator: " ") }
    #expect(captions.count == 7, "\(preview.output)")
    #expect(lines.contains { $0.contains("@") })
    #expect(
      try shell("$ganscope datasets preview strokes --split test --count 7").output
        == preview.output)
  }

  /// The arguments, the exit code, and what the one line must say.
  @Test(arguments: [
    ("fetch mnits", 65, "did you mean mnist?"),
    ("fetch cifar10-frog", 69, "datasets import cifar10-frog PATH"),
    ("fetch mnist --mirror ftp://host/", 64, "begins with http:// or https://"),
    ("import mnist absent", 66, "absent: no such file or folder"),
    ("import strokes .", 64, "built in"), ("preview mnits", 65, "did you mean mnist?"),
    ("preview mnist", 66, "get it by `ganscope datasets fetch mnist`"),
  ])
  func `mistakes are one line with what to do`(
    arguments: String, code: Int32, problem: String
  ) throws {
    let answer = try shell("$ganscope datasets \(arguments)")
    #expect(answer.code == code, "\(answer.output)")
    #expect(answer.output.hasPrefix("ganscope: ") && answer.output.contains(problem))
    #expect(answer.output.count(where: { $0 == "\n" }) == 1, "\(answer.output)")
  }
}
