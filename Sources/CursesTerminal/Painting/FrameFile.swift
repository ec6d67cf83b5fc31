import CCurses
import Glibc

/// A file in memory that takes ncurses' output in place of the terminal, frame by frame.
///
/// ncurses writes a frame in dozens of pieces. Taken together they are counted, and reach the
/// terminal in one piece.
nonisolated final class FrameFile {
  private let descriptor: Int32

  /// A file, or nil if the system gives none.
  init?() {
    descriptor = unsafe memfd_create("frame", 1 /* MFD_CLOEXEC */)
    guard descriptor >= 0 else { return nil }
  }

  deinit {
    _ = close(descriptor)
  }

  /// What is written to a descriptor meanwhile.
  ///
  /// - Parameters:
  ///   - target: what ncurses writes to.
  ///   - terminal: where `target` leads before and afterwards.
  func bytes(
    writtenTo target: Int32, insteadOf terminal: Int32, by work: () -> Void
  ) -> [UInt8] {
    guard dup2(descriptor, target) == target else {
      work()
      return []
    }
    work()
    dup2(terminal, target)
    return takeBytes()
  }

  private func takeBytes() -> [UInt8] {
    let count = Int(lseek(descriptor, 0, SEEK_CUR))
    guard count > 0 else { return [] }
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = unsafe max(0, pread(descriptor, buffer.baseAddress, count, 0))
    }
    lseek(descriptor, 0, SEEK_SET)
    // A large frame does not keep its memory, a usual one need not ask for it again.
    if count > 1 << 18 { ftruncate(descriptor, 0) }
    return bytes
  }
}

/// Writes all bytes to a descriptor, or as many as it takes.
nonisolated func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
  var start = 0
  while start < bytes.count {
    let written = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe write(descriptor, buffer.baseAddress?.advanced(by: start), buffer.count - start)
    }
    if written < 0, errno == EINTR { continue }
    guard written > 0 else { return }
    start += written
  }
}
