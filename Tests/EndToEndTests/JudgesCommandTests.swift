import Foundation
import Testing

/// `ganscope judges`, as a script sees it.
@Suite struct `Judges command` {
  private let ganscope: GanscopeCommand

  /// A user with one small data set: dark and light images.
  init() throws {
    ganscope = try GanscopeCommand()
    func write(_ numbers: [UInt32], _ content: [UInt8], to name: String) throws {
      let header = numbers.flatMap { number in
        unsafe withUnsafeBytes(of: number.bigEndian) { unsafe Array($0) }
      }
      try Data(header + content).write(to: ganscope.folder.appendingPathComponent(name))
    }
    let pixels = (0..<200 * 64).map { (place: Int) -> UInt8 in
      let isDark = place / 64 % 2 == 0
      return isDark ? UInt8(place % 40) : UInt8(200 + place % 50)
    }
    try write([0x803, 200, 8, 8], pixels, to: "train-images-idx3-ubyte")
    try write([0x801, 200], (0..<200).map { UInt8($0 % 2) }, to: "train-labels-idx1-ubyte")
  }

  private struct Row: Decodable {
    let kind, fingerprint, file: String
    let accuracy: Double
    let kept: Bool
    let classes: [String]
  }

  private func row() throws -> Row {
    let answer = try ganscope("judges", "train-images-idx3-ubyte", "--json")
    #expect(answer.code == 0)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Row.self, from: Data(answer.output.utf8))
  }

  @Test func `a judge is trained once, and then read from the cache`() throws {
    let (first, second) = (try row(), try row())
    #expect(first.kind == "classifier")
    #expect(first.accuracy == 1)
    #expect(first.classes == ["0", "1"])
    #expect(!first.kept && second.kept)
    #expect(first.fingerprint == second.fingerprint)
    #expect(FileManager.default.fileExists(atPath: first.file))
    #expect(first.file.hasPrefix(ganscope.folder.path))
  }

  @Test func `the table names the judges and the folder that keeps them`() throws {
    let answer = try ganscope("judges", "train-images-idx3-ubyte")
    #expect(answer.code == 0)
    let lines = answer.output.split(separator: "\n")
    #expect(lines.first?.hasPrefix("data set") == true)
    #expect(lines.dropFirst().first?.contains("classifier") == true)
    #expect(lines.last?.hasSuffix("/ganscope/judges") == true)
  }

  @Test func `a data set that is not there is one line and its exit code`() throws {
    let answer = try ganscope("judges", "mnist")
    #expect(answer.code == 66)
    #expect(answer.output.split(separator: "\n").count == 1)
  }
}
