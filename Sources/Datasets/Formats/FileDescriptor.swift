internal import Foundation

/// An open regular file, closed when nobody holds it any more.
final class FileDescriptor {
  let path: String
  let size: Int
  private let number: Int32

  init(reading path: String) throws(DatasetError) {
    self.path = path
    // Asked before opening, as opening a named pipe would wait for somebody to write to it.
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw Self.systemError(path) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR:
      throw DatasetError(.malformed, "\(path): is a folder, expected a file of images or labels")
    default:
      throw DatasetError(.malformed, "\(path): is a device or pipe, expected a regular file")
    }
    size = Int(status.st_size)
    number = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { throw Self.systemError(path) }
  }

  deinit {
    _ = Foundation.close(number)
  }

  /// Reads some bytes from an offset on, none only at the end of the file.
  func read(
    into buffer: UnsafeMutablePointer<UInt8>, upTo count: Int, at offset: Int
  ) throws(DatasetError) -> Int {
    while true {
      let result = unsafe pread(number, buffer, count, off_t(offset))
      if result >= 0 { return result }
      guard errno == EINTR else { throw Self.systemError(path) }
    }
  }

  /// The bytes of a range, fewer only at the end of the file.
  func bytes(in range: Range<Int>) throws(DatasetError) -> [UInt8] {
    var failure: DatasetError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      guard let start = buffer.baseAddress else { return }
      do throws(DatasetError) {
        while count < range.count {
          let delivered = try unsafe read(
            into: start + count, upTo: range.count - count, at: range.lowerBound + count)
          guard delivered > 0 else { return }
          count += delivered
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  private static func systemError(_ path: String) -> DatasetError {
    let reason = unsafe String(cString: strerror(errno))
    return DatasetError(.missing, "\(path): cannot be read: \(reason.lowercased())")
  }
}
