import Datasets
import Foundation
import Testing

struct DatasetPublicationTests {
  /// A description with some lines about its publication.
  private func description(_ lines: String) throws -> DatasetDescription {
    try DatasetDescription(
      toml: """
        title = "X"
        description = "x"
        licence = "MIT"
        format = "built-in"
        classes = []
        \(lines)
        """, name: "x")
  }

  private func file(name: String = "a.gz", bytes: String = "3", sha256: String? = nil) -> String {
    let sum = sha256 ?? String(repeating: "0a", count: 32)
    return "[[files]]\nname = \"\(name)\"\nbytes = \(bytes)\nsha256 = \"\(sum)\""
  }

  @Test func `everything about the publication is optional`() throws {
    let publication = try description("").publication
    #expect(publication.publisher == nil && publication.counts.isEmpty)
    #expect(!publication.isOffered && publication.downloadBytes == 0)
  }

  @Test func `a publication is read as it stands`() throws {
    let publication = try description(
      """
      publisher = "Somebody"
      counts = { train = 20, test = 10 }
      mirrors = ["https://a.example/", "http://b.example/data/"]
      by_hand = "no need"
      archive = { name = "all.tar.gz", bytes = 7, sha256 = "\(String(repeating: "1", count: 64))" }
      \(file())
      """
    ).publication
    #expect(publication.publisher == "Somebody" && publication.byHand == "no need")
    #expect(publication.counts == [.train: 20, .test: 10])
    #expect(publication.mirrors == ["https://a.example/", "http://b.example/data/"])
    #expect(publication.files.map(\.name) == ["a.gz"] && publication.files.map(\.bytes) == [3])
    #expect(publication.isOffered && publication.downloadBytes == 7)
  }

  @Test(arguments: [
    (#"mirrors = ["ftp://a.example/"]"#, "x.toml:6: mirrors: found 'ftp://a.example/'"),
    (#"mirrors = ["http://a.example"]"#, "begin with http:// or https:// and end with /"),
    (#"mirrors = ["http://a.example/"]"#, "expected [[files]]"),
    ("counts = { train = 1 }", "x.toml:6: counts: 'test' is missing"),
    ("counts = { train = 1, test = 1, dev = 1 }", "counts.dev: unknown key"),
    (#"publishers = "X""#, "publishers: unknown key"),
    ("FILE ../a 3", "files[0].name: found '../a', expected the name of a file"),
    ("FILE .a 3", "expected the name of a file"),
    ("FILE a 0", "files[0].bytes: expected an integer from 1"),
  ])
  func `a wrong value is refused where it stands`(lines: String, problem: String) {
    let words = lines.split(separator: " ").map(String.init)
    let lines = words[0] == "FILE" ? file(name: words[1], bytes: words[2]) : lines
    let error = #expect(throws: DatasetError.self) { try description(lines) }
    #expect(error?.description.contains(problem) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: [
    "", "0A", String(repeating: "0A", count: 32), String(repeating: "g", count: 64),
  ])
  func `a sum is 64 lowercase hexadecimal digits`(sum: String) {
    let error = #expect(throws: DatasetError.self) { try description(file(sha256: sum)) }
    #expect(error?.description.contains("sha256: expected 64 lowercase hexadecimal") == true)
  }

  @Test func `every built-in set tells its publisher, its licence and its counts`() throws {
    for dataset in try DatasetCatalogue(searchPath: DatasetSearchPath(folders: [])).sorted {
      #expect(dataset.publication.publisher?.isEmpty == false, "\(dataset.name)")
      #expect(!dataset.licence.isEmpty, "\(dataset.name)")
      #expect(dataset.publication.counts.count == 2, "\(dataset.name)")
      #expect(dataset.publication.isOffered || dataset.format == .builtIn || dataset.page != nil)
    }
  }

  @Test func `the counts of what the program draws are those of what it draws`() throws {
    let catalogue = try DatasetCatalogue(searchPath: DatasetSearchPath(folders: []))
    let counts = try catalogue.description(of: "strokes").publication.counts
    for split in DatasetSplit.allCases { #expect(counts[split] == StrokesDataset.count(of: split)) }
  }
}
