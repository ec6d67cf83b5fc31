import Foundation

/// A new file that grows by whole pieces: a piece is in it from its first to its last byte, or not at all.
package struct GrowingFile: ~Copyable, Sendable {
  package let path: String
  private let descriptor: Int32
  /// The bytes of all whole pieces.
  private var length: off_t = 0

  /// Makes the file.
  ///
  /// - Throws: that it cannot be made, or that there is one already.
  package init(creating path: String) throws(RunStoreError) {
    let flags = O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC
    self.init(
      path: path,
      descriptor: try systemCall("cannot create", path, kind: .cannotCreate) {
        unsafe open(path, flags, 0o666)
      })
  }

  /// Makes the file under `STEM.SUFFIX`, or the first of `STEM-2.SUFFIX`, … that no file has.
  package init(
    creating stem: String, suffix: String, in folder: String
  ) throws(RunStoreError) {
    let path = try UnusedName.take(stem, suffix: suffix, in: folder)
    self.init(
      path: path,
      descriptor: try systemCall("cannot write", path) {
        unsafe open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
      })
  }

  /// - Parameter descriptor: is this file's own from now on.
  init(path: String, descriptor: Int32) {
    self.path = path
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  /// Adds a piece.
  ///
  /// - Throws: that it could not be written, for example to a full disk; then nothing of it is there.
  package mutating func append(_ piece: [UInt8]) throws(RunStoreError) {
    do {
      try write(piece)
      length += off_t(piece.count)
    } catch {
      // Where even this fails, a device that has gone away holds nothing to be mended.
      _ = ftruncate(descriptor, length)
      throw error
    }
  }

  private func write(_ piece: [UInt8]) throws(RunStoreError) {
    var done = 0
    while done < piece.count {
      let rest = unsafe piece.span.bytes.extracting(done..<piece.count)
      done += try systemCall("cannot write", path) {
        // Safe because `write` reads `count` bytes at most, and only during the call.
        unsafe rest.withUnsafeBytes {
          unsafe Foundation.write(descriptor, $0.baseAddress, $0.count)
        }
      }
    }
  }

  /// Waits until all of it is on the disk.
  package func sync() throws(RunStoreError) {
    try systemCall("cannot write", path) { fsync(descriptor) }
  }
}
