internal import CZlib
internal import Foundation

/// Reads the bytes of a file from front to back, and unpacks them if the file is gzip.
///
/// Gzip is recognised by its content. All errors name the file and a byte.
@safe final class ByteReader {
  let path: String
  let isCompressed: Bool
  /// The number of bytes of the file as it lies on disk.
  let fileSize: Int
  /// The number of bytes delivered so far.
  private(set) var offset = 0

  private let file: FileDescriptor
  // Safe because both are allocated in `init`, freed in `deinit`, and never handed out.
  private let stream: UnsafeMutablePointer<z_stream>
  private let input: UnsafeMutablePointer<UInt8>
  private static let inputCapacity = 1 << 16
  /// The number of bytes read from the file so far.
  private var fileOffset = 0

  init(path: String) throws(DatasetError) {
    self.path = path
    file = try FileDescriptor(reading: path)
    fileSize = file.size
    let input = UnsafeMutablePointer<UInt8>.allocate(capacity: Self.inputCapacity)
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    unsafe self.input = unsafe input
    unsafe self.stream = unsafe stream
    let count: Int
    do throws(DatasetError) {
      count = try unsafe file.read(into: input, upTo: Self.inputCapacity, path: path)
    } catch {
      unsafe input.deallocate()
      unsafe stream.deallocate()
      throw error
    }
    isCompressed = unsafe count >= 2 && input[0] == 0x1F && input[1] == 0x8B
    unsafe stream.pointee.next_in = unsafe input
    unsafe stream.pointee.avail_in = UInt32(count)
    fileOffset = count
    if isCompressed {
      // 31: the largest window, and gzip's header and check sum rather than zlib's.
      let status = unsafe inflateInit2_(
        stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
      precondition(status == Z_OK, "zlib has no memory or is of another version")
    }
  }

  deinit {
    if isCompressed { unsafe inflateEnd(stream) }
    unsafe stream.deallocate()
    unsafe input.deallocate()
  }

  /// More bytes than this cannot come out of the file: deflate packs at most 1032 to one.
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
        guard try fillInput() else { return 0 }
        unsafe inflateReset(stream)
        isBetweenMembers = false
      }
      guard try fillInput() else {
        throw packedError(
          "the gzip stream is cut off here, after \(offset) unpacked bytes; copy the file again")
      }
      switch unsafe CZlib.inflate(stream, Z_NO_FLUSH) {
      case Z_OK, Z_BUF_ERROR: break
      case Z_STREAM_END: isBetweenMembers = true
      default:
        let reason = unsafe stream.pointee.msg.map { unsafe String(cString: $0) } ?? "no gzip data"
        throw packedError("the gzip stream is damaged (\(reason)); copy the file again")
      }
    }
    return unsafe capacity - Int(stream.pointee.avail_out)
  }

  /// Whether one gzip stream has ended and another may follow, as when files are joined.
  private var isBetweenMembers = false

  /// Makes sure that there is input; false at the end of the file.
  private func fillInput() throws(DatasetError) -> Bool {
    guard unsafe stream.pointee.avail_in == 0 else { return true }
    let count = try unsafe file.read(into: input, upTo: Self.inputCapacity, path: path)
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
