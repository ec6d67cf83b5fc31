import CTerminalGuard
import Glibc

// Whoever shows the terminal may not read: a frozen window, a connection that hangs. The training goes
// on meanwhile, the screen waits; but a program that is asked to end must not wait for ever.
extension CursesTerminal {
  /// How long a program that is asked to end waits until the terminal takes something.
  private static let patienceInMilliseconds: Int32 = 1000

  /// Writes bytes to the terminal, as many as it takes before it is given up.
  func send(_ bytes: [UInt8]) {
    let taken = write(bytes)
    isUnread = taken < bytes.count
    // Of a frame that was broken off nobody knows what is seen.
    if isUnread { redraw() }
    bytesWritten += taken
    budget?.spend(taken, at: timeOpen)
  }

  /// - Returns: how many have been taken.
  private func write(_ bytes: [UInt8]) -> Int {
    var start = 0
    while start < bytes.count {
      let written = unsafe bytes.withUnsafeBufferPointer { buffer in
        unsafe Glibc.write(output, buffer.baseAddress?.advanced(by: start), buffer.count - start)
      }
      if written > 0 {
        start += written
      } else if written < 0, errno == EAGAIN {
        guard becomesWritable() else { break }
      } else if written == 0 || errno != EINTR {
        // It is gone; that is noticed where input is read.
        return bytes.count
      }
    }
    return start
  }

  /// Waits until the terminal takes something again.
  ///
  /// - Returns: false where the program is asked to end and the terminal takes nothing.
  private func becomesWritable() -> Bool {
    while true {
      let patience = isUnread ? 0 : Self.patienceInMilliseconds
      var sources = [
        pollfd(fd: output, events: Int16(POLLOUT), revents: 0),
        // A signal that has already asked for the end is not waited for.
        pollfd(
          fd: isAskedToEnd ? -1 : terminal_guard_signal_descriptor(), events: Int16(POLLIN),
          revents: 0),
      ]
      let ready = unsafe poll(&sources, nfds_t(sources.count), isAskedToEnd ? patience : -1)
      if ready < 0, errno != EINTR { return false }
      if sources[0].revents != 0 { return true }
      if sources[1].revents != 0 { collectSignals() }
      if ready == 0 { return false }
    }
  }
}

/// A way to the terminal on which writing does not wait; the terminal itself where there is none.
///
/// It is opened anew, as the shell and all its programs share the way that was inherited, with its flags.
func openWithoutWaiting(_ terminal: Int32) -> Int32 {
  let flags = O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC
  let descriptor = unsafe open("/proc/self/fd/\(terminal)", flags)
  return descriptor >= 0 ? descriptor : fcntl(terminal, F_DUPFD_CLOEXEC, 3)
}
