import Datasets
import Foundation
import Testing

/// Images of 2×2 pixels.
struct CSVFileTests {
  private let folder: TemporaryFolder
  private let header = "label,pixel1,pixel2,pixel3,pixel4"

  init() throws {
    folder = try TemporaryFolder()
  }

  private func read(_ bytes: [UInt8]) throws -> CSVFile.Images {
    try CSVFile.read(at: folder.write(bytes, to: "images.csv"))
  }

  private func problem(_ bytes: [UInt8], classCount: Int? = nil) throws -> String {
    let path = try folder.write(bytes, to: "images.csv")
    return message { () throws(DatasetError) in
      _ = try CSVFile.read(at: path, classCount: classCount)
    }.replacing("\(path): ", with: "")
  }

  private func problem(_ lines: String...) throws -> String {
    try problem(Array(lines.joined(separator: "\n").utf8), classCount: 25)
  }

  private let expected = """
    label,pixel1,pixel2,pixel3,pixel4
    3,0,255,7,12
    24,1,2,3,004

    """

  @Test(arguments: ["\n", "\r\n"])
  func `lines end in either way`(end: String) throws {
    let images = try read(Array(expected.replacing("\n", with: end).utf8))
    #expect(images.side == 2)
    #expect(images.labels == [3, 24])
    #expect(images.pixels == [0, 255, 7, 12, 1, 2, 3, 4])
  }

  @Test func `the last line may lack its end`() throws {
    #expect(try read(Array(expected.utf8.dropLast())) == read(Array(expected.utf8)))
  }

  @Test func `a packed file is read as well`() throws {
    #expect(try read(gzipped(Array(expected.utf8))) == read(Array(expected.utf8)))
  }

  @Test func `lines may lie across the pieces in which a file is read`() throws {
    let count = 20_000
    let rows = (0..<count).map { i in "\(i % 25),\(i % 256),\(i % 7),\(i % 199),255" }
    let images = try read(Array(([header] + rows).joined(separator: "\r\n").utf8))
    #expect(images.labels == (0..<count).map { UInt8($0 % 25) })
    #expect(
      images.pixels
        == (0..<count).flatMap { i in [i % 256, i % 7, i % 199, 255].map { UInt8($0) } })
  }

  @Test func `a file without images is refused`() throws {
    #expect(try problem([]) == "is empty, expected a first line label,pixel1,…")
    #expect(
      try problem(header)
        == "line 1: the file ends in its first line, expected lines of numbers after it")
    #expect(
      try problem(header, "")
        == "line 2: the file ends after its first line, expected at least one image")
  }

  @Test func `another first line is refused`() throws {
    #expect(
      try problem("5,1,2,3,4", "")
        == "line 1: the first column is called \"5\", expected label: is this a file of images?")
    #expect(
      try problem("label,a,b,c", "1,2,3,4")
        == "line 1: 3 columns after the label, expected a square number such as 784")
    #expect(try problem("label", "1").hasPrefix("line 1: 0 columns after the label"))
  }

  @Test func `a line with too few or too many columns is refused`() throws {
    #expect(
      try problem(header, "1,2,3,4,5", "1,2,3", "1,2,3,4,5")
        == "line 3: 3 columns, expected 5 as in line 1")
    #expect(
      try problem(header, "1,2,3,4,5,6")
        == "line 2: more than 5 columns, expected as many as in line 1")
    #expect(try problem(header, "1,2,3,4,5,", "").hasPrefix("line 2: more than 5 columns"))
    #expect(try problem(header, "1,2,3,4,5", "1,2") == "line 3: 2 columns, expected 5 as in line 1")
    #expect(try problem(header, "1,2,3,4,5", "", "1") == "line 3: is empty, expected 5 numbers")
  }

  @Test(
    arguments: [
      ("256", "a number above 255 or of too many digits"),
      ("0012", "a number above 255 or of too many digits"),
      ("99999999999999999999", "a number above 255 or of too many digits"),
      ("-1", "'-'"), ("1.5", "'.'"), ("\"7\"", "'\"'"), ("x", "'x'"), (" 1", "byte 0x20"),
      ("", "nothing"), ("1\r2", "byte 0xd"),
    ])
  func `what is no number from 0 to 255 is refused`(field: String, found: String) throws {
    #expect(
      try problem(header, "1,2,3,4,5", "1,2,\(field),4,5")
        == "line 3: column 3: found \(found), expected a number from 0 to 255")
  }

  @Test func `a label without a class is refused`() throws {
    #expect(
      try problem(header, "1,2,3,4,5", "25,2,3,4,5") == "line 3: found label 25, expected 0 to 24")
  }

  @Test func `a packed file that is cut off is refused`() throws {
    let bytes = try gzipped(Array(expected.utf8))
    for count in 2..<bytes.count {
      #expect(
        try problem(Array(bytes.prefix(count)))
          .hasPrefix("byte \(count): the gzip stream is cut off here"))
    }
  }

  @Test func `a gzip bomb is stopped by its first line`() throws {
    let bomb = try gzipped([UInt8](repeating: 0, count: 50_000_000))
    #expect(
      try problem(bomb) == "line 1: is longer than 1048576 bytes, expected label,pixel1,…")
    let digits = try gzipped(Array(header.utf8) + [UInt8](repeating: 0x30, count: 50_000_000))
    #expect(try problem(digits).hasPrefix("line 1: is longer than 1048576 bytes"))
  }

  @Test func `a gzip bomb of good lines is stopped by the memory that images may take`() throws {
    let rows = String(repeating: "1,0,0,0,0\n", count: 1000)
    let path = try folder.write(gzipped(Array("\(header)\n\(rows)".utf8)), to: "bomb.csv.gz")
    #expect(
      message { () throws(DatasetError) in _ = try CSVFile.read(at: path, largestBody: 400) }
        == "\(path): line 102: more than 400 bytes of images follow")
  }
}
