import Datasets
import Foundation
import Hashing
import LoopbackServer
import Testing

/// Sets that are published as one archive.
struct ArchiveFetchTests {
  private let folder: TemporaryFolder
  private let first = [UInt8](repeating: 3, count: 1500)
  private let second: [UInt8] = [1, 2, 3]

  init() throws {
    folder = try TemporaryFolder()
  }

  private var entries: [TarFile.Entry] {
    [
      .init(name: "set/", content: [], kind: "5"),
      .init(name: "set/second.bin", content: [9], kind: "2"),
      .init(name: "set/readme.txt", content: Array("read me".utf8)),
      .init(name: "set/first.bin", content: first), .init(name: "set/second.bin", content: second),
    ]
  }

  private func sha256(_ bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }

  private func dataset(_ archive: [UInt8], at address: String) throws -> DatasetDescription {
    let files = [("first.bin", first), ("second.bin", second)].map { name, bytes in
      "[[files]]\nname = \"\(name)\"\nbytes = \(bytes.count)\nsha256 = \"\(sha256(bytes))\""
    }
    let entry = "name = \"all.tar\", bytes = \(archive.count), sha256 = \"\(sha256(archive))\""
    return try DatasetDescription(
      toml: """
        title = "Set"
        description = "bytes"
        licence = "none"
        format = "built-in"
        classes = []
        mirrors = ["\(address)"]
        archive = { \(entry) }
        \(files.joined(separator: "\n"))
        """, name: "set")
  }

  private func content() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/set").sorted()
  }

  @Test func `the files are taken out, and nothing else stays`() throws {
    let archive = TarFile.bytes(entries)
    let server = try LoopbackServer { request, _ in .rest(of: archive, for: request) }
    let dataset = try dataset(archive, at: server.address("data"))
    let fetcher = try DatasetFetcher(into: folder.path)
    #expect(try fetcher.fetch(dataset) == .fetched)
    #expect(try content() == ["first.bin", "second.bin"])
    #expect(FileManager.default.contents(atPath: "\(folder.path)/set/first.bin") == Data(first))
    #expect(FileManager.default.contents(atPath: "\(folder.path)/set/second.bin") == Data(second))
    #expect(try fetcher.fetch(dataset) == .isHere)
    #expect(server.requests.map(\.path) == ["/data/all.tar"])
  }

  /// What is wrong with an archive whose own sum is right, and what is said of it.
  @Test(arguments: [
    ("lacks", "this archive holds no second.bin"), ("cut", "the archive is cut off"),
    ("garbage", "byte 0: expected a header of a tar archive"),
    ("other", "its first.bin is not the published one"),
    ("longer", "holds 1501 bytes of first.bin, expected 1500"),
  ])
  func `a bad archive leaves none of its files`(fault: String, problem: String) throws {
    var entries = entries
    if fault == "lacks" { entries.removeLast() }
    if fault == "other" { entries[3].content[7] = 0 }
    if fault == "longer" { entries[3].content.append(3) }
    var archive = TarFile.bytes(entries)
    if fault == "cut" { archive = Array(archive[..<3500]) }
    if fault == "garbage" { archive = [UInt8](repeating: 65, count: 2048) }
    let server = try LoopbackServer { [archive] request, _ in .rest(of: archive, for: request) }
    let dataset = try dataset(archive, at: server.address("data"))
    let error = #expect(throws: DatasetError.self) {
      try DatasetFetcher(into: folder.path).fetch(dataset)
    }
    #expect(error?.kind == .malformed)
    #expect(error?.description.contains(problem) == true, "\(error?.description ?? "")")
    #expect(try content().allSatisfy { $0 == "all.tar" || $0 == "first.bin" })
    let kept = FileManager.default.contents(atPath: "\(folder.path)/set/first.bin")
    #expect(kept == nil || kept == Data(first))
  }
}
