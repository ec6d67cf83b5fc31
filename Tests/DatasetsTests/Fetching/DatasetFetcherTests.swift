import Datasets
import Foundation
import Hashing
import LoopbackServer
import Synchronization
import Testing

/// Downloads from a server on the loopback that does what servers do on bad days.
struct DatasetFetcherTests {
  private typealias Answer = LoopbackServer.Answer

  private let folder: TemporaryFolder
  /// Larger than what libcurl hands over at once.
  private let file = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ ($0 >> 8)) }
  private let patience = FetchPatience(connectSeconds: 5, stallSeconds: 1)

  init() throws {
    folder = try TemporaryFolder()
  }

  private var place: String { "\(folder.path)/set/images.gz" }
  private var partPlace: String { place + ".part" }

  private func bytes(at path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map(Array.init)
  }

  /// A set of one file that is published at some addresses.
  private func dataset(at mirrors: String...) throws -> DatasetDescription {
    try DatasetDescription(
      toml: """
        title = "Set"
        description = "bytes"
        licence = "none"
        format = "built-in"
        classes = []
        mirrors = [\(mirrors.map { "\"\($0)\"" }.joined(separator: ", "))]
        [[files]]
        name = "images.gz"
        bytes = \(file.count)
        sha256 = "\(sha256(file))"
        """, name: "set")
  }

  private func sha256(_ bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }

  private func server(
    _ answer: @escaping @Sendable (LoopbackServer.Request, Int) -> LoopbackServer.Answer
  ) throws -> LoopbackServer {
    try LoopbackServer(answer: answer)
  }

  /// A server that has the file and honours ranges.
  private func goodServer() throws -> LoopbackServer {
    try server { [file] request, _ in .rest(of: file, for: request) }
  }

  private func fetch(
    _ dataset: DatasetDescription, nearMirror: String? = nil
  ) throws -> DatasetFetcher.Outcome {
    try DatasetFetcher(into: folder.path, nearMirror: nearMirror, patience: patience).fetch(dataset)
  }

  private func error(fetching dataset: DatasetDescription) -> DatasetError? {
    #expect(throws: DatasetError.self) { try fetch(dataset) }
  }

  /// Leaves the beginning of a file, as a download does that was stopped.
  private func leavePart(_ bytes: [UInt8]) throws {
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/set", withIntermediateDirectories: true)
    _ = try folder.write(bytes, to: "set/images.gz.part")
  }

  // MARK: - Good servers

  @Test func `a file gets its name, and nothing else is left`() throws {
    let server = try goodServer()
    #expect(try fetch(dataset(at: server.address("data"))) == .fetched)
    #expect(bytes(at: place) == file)
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/set").count == 1)
    #expect(server.requests == [.init(path: "/data/images.gz", first: nil)])
  }

  @Test func `what is there is not fetched again`() throws {
    let server = try goodServer()
    let dataset = try dataset(at: server.address("data"))
    _ = try fetch(dataset)
    #expect(try fetch(dataset) == .isHere)
    #expect(server.requests.count == 1)
    #expect(DatasetFetcher.place(of: dataset, among: ["/nowhere", folder.path]) != nil)
  }

  @Test func `a file of another content is left alone`() throws {
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/set", withIntermediateDirectories: true)
    _ = try folder.write([1, 2, 3], to: "set/images.gz")
    let server = try goodServer()
    let error = try error(fetching: dataset(at: server.address("data")))
    #expect(error?.kind == .malformed)
    #expect(
      error?.description.contains("set/images.gz: is not the file that was published") == true)
    #expect(bytes(at: place) == [1, 2, 3] && server.requests.isEmpty)
  }

  @Test func `a download goes on where it stopped`() throws {
    try leavePart(Array(file[..<70_000]))
    let server = try goodServer()
    #expect(try fetch(dataset(at: server.address("data"))) == .fetched)
    #expect(bytes(at: place) == file && bytes(at: partPlace) == nil)
    #expect(server.requests.map(\.first) == [70_000])
  }

  @Test func `a whole part needs no server`() throws {
    try leavePart(file)
    let server = try goodServer()
    #expect(try fetch(dataset(at: server.address("data"))) == .fetched)
    #expect(bytes(at: place) == file && server.requests.isEmpty)
  }

  @Test func `a part that is too long or wrong is thrown away`() throws {
    for part in [file + [0], [UInt8](repeating: 7, count: 70_000)] {
      try leavePart(part)
      let server = try goodServer()
      #expect(try fetch(dataset(at: server.address("data"))) == .fetched)
      #expect(bytes(at: place) == file)
      #expect(server.requests.last?.first == nil)
      try FileManager.default.removeItem(atPath: place)
    }
  }

  @Test func `redirects are followed, with the range`() throws {
    try leavePart(Array(file[..<10]))
    let server = try server { [file] request, earlier in
      earlier == 0 ? .redirect(to: "/moved") : .rest(of: file, for: request)
    }
    #expect(try fetch(dataset(at: server.address("data"))) == .fetched)
    #expect(
      server.requests == [
        .init(path: "/data/images.gz", first: 10), .init(path: "/moved", first: 10),
      ])
  }

  @Test func `a near mirror is asked first`() throws {
    let (far, near) = (try goodServer(), try goodServer())
    #expect(
      try fetch(dataset(at: far.address("data")), nearMirror: near.address("near")) == .fetched)
    #expect(far.requests.isEmpty && near.requests.map(\.path) == ["/near/images.gz"])
  }

  // MARK: - Bad servers

  @Test func `a connection that breaks off is taken up again`() throws {
    let server = try server { [file] request, earlier in
      .rest(of: file, for: request).cut(after: earlier < 3 ? 30_000 : file.count)
    }
    #expect(try fetch(dataset(at: server.address("data"))) == .fetched)
    #expect(bytes(at: place) == file)
    #expect(server.requests.map(\.first) == [nil, 30_000, 60_000, 90_000])
  }

  @Test func `a server that ignores ranges sends all of it anew`() throws {
    try leavePart(Array(file[..<70_000]))
    let server = try server { [file] _, _ in .whole(file) }
    #expect(try fetch(dataset(at: server.address("data"))) == .fetched)
    #expect(bytes(at: place) == file && server.requests.count == 1)
  }

  @Test func `a server that sends another range is asked for all of it`() throws {
    try leavePart(Array(file[..<70_000]))
    let server = try server { [file] request, _ in
      request.first == nil ? .whole(file) : .part(of: file, from: 60_000)
    }
    #expect(try fetch(dataset(at: server.address("data"))) == .fetched)
    #expect(bytes(at: place) == file)
    #expect(server.requests.map(\.first) == [70_000, nil])
  }

  /// What a first mirror does, and what is said of it.
  @Test(arguments: [
    ("missing", "answers with HTTP status 404"),
    ("wrong", "sends other bytes than those published"),
    ("short", "has a file of 50000 bytes, expected 100000"),
    ("long", "sends more than the 100000 bytes published"),
    ("longer", "has a file of 200000 bytes, expected 100000"), ("nothing", "broke off"),
    ("stuck", "broke off"), ("silent", "sends nothing for 1 s"),
    ("circle", "redirects more than 5 times"), ("ftp", "protocol"),
    ("html", "has a file of 6 bytes"),
    ("unannounced", "ends after 50000 of 100000 bytes"),
  ])
  func `a mirror that fails is followed by the next one`(fault: String, reason: String) throws {
    let bad = try server { [file] _, _ in
      switch fault {
      case "missing": .status("404 Not Found")
      case "wrong": .whole(Array(file.reversed()))
      case "short": .whole(Array(file[..<50_000]))
      case "long": .init(head: ["HTTP/1.1 200 OK"], body: file + file)
      case "longer": .whole(file + file)
      case "nothing": .init(head: [])
      case "stuck": .whole(file).cut(after: 30_000)
      case "silent": .whole(file).silent(after: 30_000)
      case "circle": .redirect(to: "/again")
      case "ftp": .redirect(to: "ftp://127.0.0.1:1/images.gz")
      case "html": .whole(Array("<html>".utf8))
      default: .init(head: ["HTTP/1.1 200 OK"], body: Array(file[..<50_000]))
      }
    }
    let good = try goodServer()
    let reasons = Mutex<[String]>([])
    let fetcher = try DatasetFetcher(
      into: folder.path, patience: patience,
      report: { event in
        if case .failed(_, let reason) = event { reasons.withLock { $0.append(reason) } }
      })
    let dataset = try dataset(at: bad.address("bad"), good.address("good"))
    #expect(try fetcher.fetch(dataset) == .fetched)
    #expect(bytes(at: place) == file && bytes(at: partPlace) == nil)
    let said = reasons.withLock { $0 }
    #expect(said.count == 1 && said.first?.contains(reason) == true, "\(said)")
  }

  @Test func `wrong bytes are never kept`() throws {
    let server = try server { [file] _, _ in .whole(Array(file.reversed())) }
    let error = try error(fetching: dataset(at: server.address("data")))
    #expect(error?.kind == .unavailable)
    #expect(error?.description.hasPrefix("images.gz: no server has it: http://127.0.0.1:") == true)
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/set"))
  }

  @Test func `what has come before a server falls silent is kept`() throws {
    let server = try server { [file] _, _ in .whole(file).silent(after: 30_000) }
    let error = try error(fetching: dataset(at: server.address("data")))
    #expect(error?.kind == .unavailable)
    #expect(bytes(at: partPlace) == Array(file[..<30_000]) && bytes(at: place) == nil)
  }

  @Test func `without a network that is what is said`() throws {
    // A port that nobody listens at any more, and a name that no network has (RFC 6761).
    let closed = try goodServer().address("data")
    let error = try error(fetching: dataset(at: closed, "http://ganscope.invalid/"))
    #expect(error?.kind == .unavailable)
    #expect(
      error?.description.hasPrefix(
        "images.gz: no server can be reached; is there a network? \(closed)images.gz ") == true,
      "\(error?.description ?? "")")
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/set"))
  }

  // MARK: - The user and the disk

  @Test func `a stop keeps what has come`() throws {
    let server = try server { [file] _, _ in .whole(file).silent(after: 30_000) }
    let stop = StopFlag()
    let fetcher = try DatasetFetcher(
      into: folder.path, isStopped: { stop.isSet },
      report: { if case .received(30_000, _) = $0 { stop.set() } })
    #expect(try fetcher.fetch(dataset(at: server.address("data"))) == .stopped)
    #expect(bytes(at: partPlace) == Array(file[..<30_000]) && bytes(at: place) == nil)
  }

  @Test func `a file that another process writes is left to it`() throws {
    try leavePart([1])
    let other = unsafe open(partPlace, O_RDWR)
    defer { close(other) }
    #expect(flock(other, LOCK_EX | LOCK_NB) == 0)
    let server = try goodServer()
    let error = try error(fetching: dataset(at: server.address("data")))
    #expect(error?.kind == .unwritable)
    #expect(error?.description.contains("another process is writing it") == true)
    #expect(bytes(at: partPlace) == [1])
  }

  @Test func `a folder that cannot be made is named`() throws {
    _ = try folder.write([1], to: "set")
    let server = try goodServer()
    let error = try error(fetching: dataset(at: server.address("data")))
    #expect(error?.kind == .unwritable)
    #expect(error?.description.hasPrefix("\(folder.path)/set: cannot be made") == true)
  }

  @Test func `a set without mirrors says how to get it`() throws {
    let frogs = try DatasetCatalogue(searchPath: DatasetSearchPath(folders: [])).descriptions
    let dataset = try #require(frogs["cifar10-frog"])
    let error = error(fetching: dataset)
    #expect(error?.kind == .unavailable)
    #expect(
      error?.description.contains("`ganscope datasets import cifar10-frog PATH`") == true)
  }
}

/// A flag that is set by one thread and read by another.
private final class StopFlag: Sendable {
  private let flag = Atomic(false)
  var isSet: Bool { flag.load(ordering: .relaxed) }
  func set() { flag.store(true, ordering: .relaxed) }
}
