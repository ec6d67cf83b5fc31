/// Takes files out of a tar archive, packed by gzip or not.
///
/// Only regular files with the names asked for are written, wherever in the archive they stand; links
/// and all else are passed over. Format: blocks of 512 bytes, a header for each
/// file, its bytes, and zeros up to the next block, as in POSIX.1-1988 (ustar), GNU tar and before.
struct TarArchive {
  private static let blockSize = 512

  private let reader: ByteReader

  init(path: String) throws(DatasetError) {
    reader = try ByteReader(path: path)
  }

  /// Writes files that an archive holds into a folder, each under its name once it has proven to be
  /// what was published.
  func unpack(
    _ files: [DatasetPublication.File], into folder: String
  ) throws(DatasetError) {
    var missing = files
    while !missing.isEmpty, let entry = try nextEntry() {
      if let index = missing.firstIndex(where: { $0.name == entry.name }) {
        try write(missing.remove(at: index), size: entry.size, into: folder)
      } else {
        try skip(entry.size)
      }
      try skip((Self.blockSize - entry.size % Self.blockSize) % Self.blockSize)
    }
    if let absent = missing.first {
      throw DatasetError(.malformed, "\(reader.path): this archive holds no \(absent.name)")
    }
  }

  private struct Entry {
    /// The name without folders; nil for what is no regular file.
    let name: String?
    let size: Int
  }

  /// The header of the next file, or nil at the end of the archive.
  private func nextEntry() throws(DatasetError) -> Entry? {
    let start = reader.offset
    let header = try reader.read(upTo: Self.blockSize)
    if header.isEmpty || header.allSatisfy({ $0 == 0 }) { return nil }
    guard header.count == Self.blockSize, let size = Self.number(in: header[124..<136]),
      Self.number(in: header[148..<156]) == Self.checksum(of: header)
    else { throw reader.error(atByte: start, "expected a header of a tar archive") }
    let path = String(decoding: header.prefix(100).prefix { $0 != 0 }, as: UTF8.self)
    let isRegular = header[156] == 0 || header[156] == UInt8(ascii: "0")
    return Entry(
      name: isRegular ? path.split(separator: "/").last.map(String.init) : nil, size: size)
  }

  /// The meaning of octal digits with blanks or zero bytes around them.
  private static func number(in field: ArraySlice<UInt8>) -> Int? {
    let digits = field.filter { $0 != 0 && $0 != 0x20 }
    return Int(String(decoding: digits, as: UTF8.self), radix: 8).flatMap { $0 < 0 ? nil : $0 }
  }

  /// The sum of a header's bytes, its own field read as blanks: what tells a header from other bytes in
  /// every dialect of tar.
  private static func checksum(of header: [UInt8]) -> Int {
    header.enumerated().reduce(0) { sum, byte in
      sum + ((148..<156).contains(byte.offset) ? 0x20 : Int(byte.element))
    }
  }

  private func write(
    _ file: DatasetPublication.File, size: Int, into folder: String
  ) throws(DatasetError) {
    guard size == file.bytes else {
      throw DatasetError(
        .malformed,
        "\(reader.path): holds \(size) bytes of \(file.name), expected \(file.bytes)")
    }
    let part = try PartialFile(for: "\(folder)/\(file.name)")
    do throws(DatasetError) {
      try part.clear()
      try forEachPiece(of: size, part.append)
      guard try part.sha256() == file.sha256 else {
        throw DatasetError(
          .malformed, "\(reader.path): its \(file.name) is not the published one")
      }
      try part.finish()
    } catch {
      part.remove()
      throw error
    }
  }

  private func skip(_ count: Int) throws(DatasetError) {
    try forEachPiece(of: count) { _ in }
  }

  private func forEachPiece(
    of count: Int, _ body: ([UInt8]) throws(DatasetError) -> Void
  ) throws(DatasetError) {
    var rest = count
    while rest > 0 {
      let piece = try reader.read(upTo: min(rest, 1 << 20))
      guard !piece.isEmpty else {
        throw reader.error(atByte: reader.offset, "the archive is cut off, \(rest) bytes early")
      }
      try body(piece)
      rest -= piece.count
    }
  }
}
