import Foundation

/// A regular file that is read piece by piece.
///
/// It is not mapped: a file that shrinks meanwhile would end the program.
struct InputFile: ~Copyable {
  let path: String
  /// Its size in bytes when it was opened.
  let size: Int
  private let descriptor: Int32

  /// - Throws: that the file is missing, no regular file, or unreadable.
  init(_ path: String) throws(RunStoreError) {
    self.path = path
    (descriptor, size) = try Self.open(path)
  }

  deinit {
    close(descriptor)
  }

  /// - Throws: that the file is larger.
  func requireSize(atMost limit: Int) throws(RunStoreError) {
    guard size <= limit else {
      throw RunStoreError(
        .badData, "\(path): has \(size) bytes: files of more than \(limit) bytes are not read")
    }
  }

  /// Fills a buffer with the bytes from a place on.
  ///
  /// - Throws: that the file ends before, because it was made shorter meanwhile.
  func read(into buffer: UnsafeMutableRawBufferPointer, from start: Int) throws(RunStoreError) {
    var done = 0
    while done < buffer.count {
      let count = try systemCall("cannot read", path) {
        // Safe because the rest of the buffer has room for as many bytes as are asked for.
        unsafe pread(
          descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done,
          off_t(start + done))
      }
      guard count > 0 else {
        throw RunStoreError(.badData, "\(path): byte \(start + done): the file has become shorter")
      }
      done += count
    }
  }

  /// The bytes from a place on.
  ///
  /// - Throws: that the file ends before.
  func bytes(from start: Int, count: Int) throws(RunStoreError) -> Data {
    var bytes = Data(count: count)
    let result: Result<Void, RunStoreError> = unsafe bytes.withUnsafeMutableBytes { buffer in
      Result { () throws(RunStoreError) in try unsafe read(into: buffer, from: start) }
    }
    try result.get()
    return bytes
  }

  private static func open(_ path: String) throws(RunStoreError) -> (descriptor: Int32, size: Int) {
    // Not blocking: a pipe would wait for somebody who writes.
    let descriptor = try systemCall("cannot read", path, kind: .noInput) {
      unsafe Foundation.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      Foundation.close(descriptor)
      throw RunStoreError(.noInput, "\(path): is not a regular file")
    }
    return (descriptor, Int(status.st_size))
  }
}
