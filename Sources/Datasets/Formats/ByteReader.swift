internal import CZlib
internal import Foundation

/// Reads the bytes of a file, or of a part of one, from front to back, and unpacks them if they are
/// packed.
///
/// Gzip is recognised by its content. All errors name the file and a byte.
@safe final class ByteReader {
  /// How bytes lie in a file.
  enum Packing: Int32 {
    case none = 0
    // The numbers are zlib's for the largest window: with gzip's header and check sum, or without.
    case gzip = 31
    case deflate = -15
  }

  /// What errors name.
  let path: String
  /// The number of bytes as they lie on disk.
  let fileSize: Int
  /// The number of bytes delivered so far.
  private(set) var offset = 0
  /// The check sum of the bytes delivered so far, as zip files have it.
  private(set) var checkSum: UInt32 = 0

  private let packing: Packing
  private let file: FileDescriptor
  // Safe because both are allocated in `init`, freed in `deinit`, and never handed out.
  private let stream: UnsafeMutablePointer<z_stream>
  private let input: UnsafeMutablePointer<UInt8>
  private static let inputCapacity = 1 << 16
  /// Where in the file the next bytes are read, and where they end.
  private var fileOffset: Int
  private let fileEnd: Int
  /// Whether there is somebody who asks for the check sum; gzip has its own.
  private let sumsUp: Bool

  /// Reads a whole file.
  convenience init(path: String) throws(DatasetError) {
    let file = try FileDescriptor(reading: path)
    let isGzip = try file.bytes(in: 0..<2) == [0x1F, 0x8B]
    self.init(file, part: 0..<file.size, packing: isGzip ? .gzip : .none, path: path, sumsUp: false)
  }

  /// Reads a part of a file.
  init(_ file: FileDescriptor, part: Range<Int>, packing: Packing, path: String, sumsUp: Bool) {
    self.file = file
    self.path = path
    self.packing = packing
    self.sumsUp = sumsUp
    fileSize = part.count
    fileOffset = part.lowerBound
    fileEnd = part.upperBound
    unsafe input = .allocate(capacity: Self.inputCapacity)
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    if packing != .none {
      let status = unsafe inflateInit2_(
        stream, packing.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
      precondition(status == Z_OK, "zlib has no memory or is of another version")
    }
  }

  var isCompressed: Bool { packing != .none }

  deinit {
    if isCompressed { unsafe inflateEnd(stream) }
    unsafe stream.deallocate()
    unsafe input.deallocate()
  }

  /// More bytes than this cannot come out: deflate packs at most 1032 to one.
  var largestPossibleCount: Int {
    let (product, overflow) = fileSize.multipliedReportingOverflow(by: isCompressed ? 1032 : 1)
    return overflow ? .max : product
  }

  /// The next `count` bytes; fewer only at the end of the file.
  func read(upTo count: Int) throws(DatasetError) -> [UInt8] {
    var failure: DatasetError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      guard let start = buffer.baseAddress else { return }
      do throws(DatasetError) {
        while initializedCount < count {
          let delivered = try unsafe deliver(
            to: start + initializedCount, upTo: count - initializedCount)
          guard delivered > 0 else { return }
          initializedCount += delivered
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// An error at a byte of the delivered data.
  func error(atByte byte: Int, _ problem: String) -> DatasetError {
    let place = isCompressed ? "byte \(byte) of the unpacked data" : "byte \(byte)"
    return DatasetError(.malformed, "\(path): \(place): \(problem)")
  }

  /// Delivers some bytes, none only at the end of the file.
  private func deliver(
    to output: UnsafeMutablePointer<UInt8>, upTo count: Int
  ) throws(DatasetError) -> Int {
    let delivered =
      isCompressed
      ? try unsafe inflate(to: output, upTo: count) : try unsafe copy(to: output, upTo: count)
    offset += delivered
    if sumsUp { checkSum = unsafe UInt32(crc32_z(UInt(checkSum), output, delivered)) }
    return delivered
  }

  private func copy(
    to output: UnsafeMutablePointer<UInt8>, upTo count: Int
  ) throws(DatasetError) -> Int {
    guard try fillInput() else { return 0 }
    let copied = unsafe min(count, Int(stream.pointee.avail_in))
    guard let next = unsafe stream.pointee.next_in else { return 0 }
    unsafe output.update(from: next, count: copied)
    unsafe stream.pointee.next_in = next + copied
    unsafe stream.pointee.avail_in -= UInt32(copied)
    return copied
  }

  private func inflate(
    to output: UnsafeMutablePointer<UInt8>, upTo count: Int
  ) throws(DatasetError) -> Int {
    let capacity = min(count, 1 << 30)
    unsafe stream.pointee.next_out = unsafe output
    unsafe stream.pointee.avail_out = UInt32(capacity)
    while unsafe Int(stream.pointee.avail_out) == capacity {
      if isBetweenMembers {
        // A part of a file ends with its one stream.
        guard packing == .gzip, try fillInput() else { return 0 }
        unsafe inflateReset(stream)
        isBetweenMembers = false
      }
      guard try fillInput() else {
        throw packedError(
          "the \(packing) stream is cut off here, after \(offset) unpacked bytes; copy the file again"
        )
      }
      switch unsafe CZlib.inflate(stream, Z_NO_FLUSH) {
      case Z_OK, Z_BUF_ERROR: break
      case Z_STREAM_END: isBetweenMembers = true
      default:
        let reason =
          unsafe stream.pointee.msg.map { unsafe String(cString: $0) } ?? "no \(packing) data"
        throw packedError("the \(packing) stream is damaged (\(reason)); copy the file again")
      }
    }
    return unsafe capacity - Int(stream.pointee.avail_out)
  }

  /// Whether one gzip stream has ended and another may follow, as when files are joined.
  private var isBetweenMembers = false

  /// Makes sure that there is input; false at the end of the file.
  private func fillInput() throws(DatasetError) -> Bool {
    guard unsafe stream.pointee.avail_in == 0 else { return true }
    let count = try unsafe file.read(
      into: input, upTo: min(Self.inputCapacity, fileEnd - fileOffset), at: fileOffset)
    unsafe stream.pointee.next_in = unsafe input
    unsafe stream.pointee.avail_in = UInt32(count)
    fileOffset += count
    return count > 0
  }

  /// An error at the byte of the file up to which it has been unpacked.
  private func packedError(_ problem: String) -> DatasetError {
    let byte = unsafe fileOffset - Int(stream.pointee.avail_in)
    return DatasetError(.malformed, "\(path): byte \(byte): \(problem)")
  }
}
