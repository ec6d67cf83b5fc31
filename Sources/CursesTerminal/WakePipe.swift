import Glibc
import Synchronization

/// Wakes `CursesTerminal.nextEvent` from any thread.
///
/// Calls before the wake has been seen count as one.
package nonisolated final class WakePipe: Sendable {
  private let readEnd: Int32
  private let writeEnd: Int32
  private let isPending = Atomic(false)

  /// A pipe, or nil if the process has no file descriptor left.
  package init?() {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    readEnd = ends[0]
    writeEnd = ends[1]
  }

  deinit {
    _ = close(readEnd)
    _ = close(writeEnd)
  }

  /// What `poll` waits for.
  var descriptor: Int32 { readEnd }

  package func wake() {
    guard !isPending.exchange(true, ordering: .acquiringAndReleasing) else { return }
    var byte: UInt8 = 1
    _ = unsafe write(writeEnd, &byte, 1)
  }

  /// Forgets the wake, before its reason is looked at: a wake that comes later is seen again.
  func acknowledge() {
    var byte: UInt8 = 0
    _ = unsafe read(readEnd, &byte, 1)
    _ = isPending.exchange(false, ordering: .acquiringAndReleasing)
  }
}
