internal import Foundation
internal import Hashing

extension SHA256 {
  /// The digest of a file in 64 lowercase hexadecimal digits.
  static func ofFile(_ path: String) throws(DatasetError) -> String {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw DatasetError(.missing, "\(path): cannot be read: \(systemReason())")
    }
    defer { _ = close(descriptor) }
    return try ofFile(descriptor, path: path)
  }

  /// The digest of an open file from its first byte on.
  static func ofFile(_ descriptor: Int32, path: String) throws(DatasetError) -> String {
    var hash = SHA256()
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var offset = 0
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe pread(descriptor, $0.baseAddress, $0.count, off_t(offset))
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw DatasetError(.inputOutput, "\(path): cannot be read: \(systemReason())")
      }
      guard count > 0 else { return hash.finish() }
      unsafe buffer.withUnsafeBytes {
        unsafe hash.update(UnsafeRawBufferPointer(rebasing: $0[..<count]))
      }
      offset += count
    }
  }
}
