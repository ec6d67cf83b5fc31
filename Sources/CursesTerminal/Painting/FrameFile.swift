import CCurses
import Glibc

/// A file in memory that takes ncurses' output in place of the terminal.
///
/// ncurses writes a frame in dozens of pieces, and waits wherever the terminal does. Taken together
/// they are counted, and reach the terminal in one piece as soon as it takes them.
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

  /// Takes from now on what is written to a descriptor, which leads nowhere else any more.
  func replace(_ target: Int32) {
    dup2(descriptor, target)
    _ = fcntl(target, F_SETFD, FD_CLOEXEC)
  }

  /// What has been written since this was asked before.
  func takeBytes() -> [UInt8] {
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
