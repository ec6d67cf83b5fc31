/// The members of a zip file, stored or deflated.
///
/// Files of more than 4 GiB, encrypted ones, and those of several volumes are refused.
///
/// Source: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
struct ZipArchive {
  struct Member {
    let name: String
    /// The bytes of the member as it was, and its CRC-32.
    let size: Int
    let checkSum: UInt32
    fileprivate let isEncrypted: Bool
    fileprivate let method: Int
    fileprivate let packedSize: Int
    fileprivate let headerOffset: Int
  }

  let members: [Member]
  private let file: FileDescriptor

  private static let endRecord = (magic: 0x0605_4B50, size: 22)
  private static let entry = (magic: 0x0201_4B50, size: 46)
  private static let localHeader = (magic: 0x0403_4B50, size: 30)
  /// More than this is no directory of a few arrays.
  private static let largestDirectory = 1 << 20
  /// What stands in place of a size that has more than 32 bits.
  private static let isLarger = 0xFFFF_FFFF

  init(path: String) throws(DatasetError) {
    file = try FileDescriptor(reading: path)
    members = try Self.directory(of: file)
  }

  func member(named name: String) -> Member? {
    members.first { $0.name == name }
  }

  /// The bytes of a member.
  func open(_ member: Member) throws(DatasetError) -> ByteReader {
    let path = "\(file.path): \(member.name)"
    func fault(_ problem: String) -> DatasetError {
      DatasetError(.malformed, "\(path): \(problem)")
    }
    guard !member.isEncrypted, member.method == 0 || member.method == 8 else {
      throw fault("is encrypted or packed in an unknown way; save it with numpy.savez_compressed")
    }
    guard ![member.size, member.packedSize, member.headerOffset].contains(Self.isLarger) else {
      throw fault("is larger than 4 GiB")
    }
    let header = try file.bytes(
      in: member.headerOffset..<member.headerOffset + Self.localHeader.size)
    guard header.count == Self.localHeader.size,
      header.number(at: 0, bytes: 4) == Self.localHeader.magic
    else { throw fault("byte \(member.headerOffset): no member begins here; copy the file again") }
    let start =
      member.headerOffset + header.count + header.number(at: 26, bytes: 2)
      + header.number(at: 28, bytes: 2)
    guard start + member.packedSize <= file.size else {
      throw fault("byte \(start): \(member.packedSize) bytes do not fit the file; copy it again")
    }
    return ByteReader(
      file, part: start..<start + member.packedSize, packing: member.method == 8 ? .deflate : .none,
      path: path, sumsUp: true)
  }

  // MARK: - The directory at the end

  private static func directory(of file: FileDescriptor) throws(DatasetError) -> [Member] {
    let (range, count) = try place(in: file)
    let bytes = try file.bytes(in: range)
    var members: [Member] = []
    var start = 0
    for _ in 0..<count {
      guard bytes.count >= start + entry.size,
        bytes.number(at: start, bytes: 4) == entry.magic
      else { throw fault(file, range.lowerBound + start, "no entry of the directory begins here") }
      let name = start + entry.size
      let nameEnd = name + bytes.number(at: start + 28, bytes: 2)
      guard nameEnd <= bytes.count else {
        throw fault(file, range.lowerBound + start, "the entry does not fit the directory")
      }
      members.append(
        Member(
          name: String(decoding: bytes[name..<nameEnd], as: UTF8.self),
          size: bytes.number(at: start + 24, bytes: 4),
          checkSum: UInt32(bytes.number(at: start + 16, bytes: 4)),
          isEncrypted: bytes[start + 8] & 1 == 1,
          method: bytes.number(at: start + 10, bytes: 2),
          packedSize: bytes.number(at: start + 20, bytes: 4),
          headerOffset: bytes.number(at: start + 42, bytes: 4)))
      start =
        nameEnd + bytes.number(at: start + 30, bytes: 2) + bytes.number(at: start + 32, bytes: 2)
    }
    return members
  }

  /// Where the directory lies, and how many members it has, by the record at the end of the file.
  private static func place(
    in file: FileDescriptor
  ) throws(DatasetError) -> (range: Range<Int>, count: Int) {
    // A comment of up to 64 KiB may follow the record.
    let tailStart = max(0, file.size - endRecord.size - 0xFFFF)
    let tail = try file.bytes(in: tailStart..<file.size)
    let starts = stride(from: tail.count - endRecord.size, through: 0, by: -1)
    guard
      let start = starts.first(where: {
        tail.number(at: $0, bytes: 4) == endRecord.magic
          && $0 + endRecord.size + tail.number(at: $0 + 20, bytes: 2) == tail.count
      })
    else {
      throw DatasetError(
        .malformed, "\(file.path): no zip file, or cut off: it has no directory at its end")
    }
    let size = tail.number(at: start + 12, bytes: 4)
    let offset = tail.number(at: start + 16, bytes: 4)
    guard size <= largestDirectory, offset + size <= tailStart + start else {
      throw fault(file, tailStart + start, "the directory does not lie in the file")
    }
    return (offset..<offset + size, tail.number(at: start + 10, bytes: 2))
  }

  private static func fault(_ file: FileDescriptor, _ byte: Int, _ problem: String) -> DatasetError
  {
    DatasetError(.malformed, "\(file.path): byte \(byte): \(problem); copy the file again")
  }
}

extension [UInt8] {
  /// A little-endian number.
  fileprivate func number(at start: Int, bytes: Int) -> Int {
    self[start..<start + bytes].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
