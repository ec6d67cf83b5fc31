import Foundation

/// Makes tar archives for tests.
enum TarFile {
  struct Entry {
    var name: String
    var content: [UInt8]
    /// `0` for a regular file, `5` for a folder, `2` for a symbolic link.
    var kind: Character = "0"
  }

  static func bytes(_ entries: [Entry]) -> [UInt8] {
    entries.flatMap(bytes) + [UInt8](repeating: 0, count: 1024)
  }

  private static func bytes(_ entry: Entry) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at offset: Int) {
      header.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
    }
    put(entry.name, at: 0)
    put("0000644", at: 100)
    let digits = String(entry.content.count, radix: 8)
    put(String(repeating: "0", count: 11 - digits.count) + digits, at: 124)
    put(String(entry.kind), at: 156)
    // The check sum, counted with blanks in its place.
    put("        ", at: 148)
    put(String(header.reduce(0) { $0 + Int($1) }, radix: 8) + "\0", at: 148)
    let padding = (512 - entry.content.count % 512) % 512
    return header + entry.content + [UInt8](repeating: 0, count: padding)
  }
}
