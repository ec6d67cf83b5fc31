import CTerminalGuard
import Glibc

/// The way of bytes to the terminal, on which nobody ever waits for a terminal that is not read.
///
/// What the terminal does not take at once is kept, in order, until it does.
nonisolated struct TerminalOutput {
  let descriptor: Int32
  private var unsent: ArraySlice<UInt8> = []

  /// The terminal to which a stream of the process leads.
  ///
  /// The stream itself may be shared with a shell and others, who do not expect that writing fails
  /// where it would have to wait; so the terminal is opened anew. Where that cannot be, it is the
  /// stream after all.
  init(sameAs stream: Int32) {
    let flags = O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
    var opened = unsafe open("/proc/self/fd/\(stream)", flags)
    // Of a terminal that was handed on to another user only this name may be opened.
    if opened < 0, tcgetsid(stream) == getsid(0) { opened = unsafe open("/dev/tty", flags) }
    descriptor = opened >= 0 ? opened : fcntl(stream, F_DUPFD_CLOEXEC, 3)
  }

  /// Whether the terminal has taken all that was sent.
  var isClear: Bool { unsent.isEmpty }

  /// Sends bytes, after those that still wait.
  mutating func send(_ bytes: [UInt8]) {
    unsent += bytes
    sendRest()
  }

  /// Sends as much of what waits as the terminal takes now.
  mutating func sendRest() {
    while !unsent.isEmpty {
      let written = unsafe unsent.withUnsafeBufferPointer { buffer in
        unsafe write(descriptor, buffer.baseAddress, buffer.count)
      }
      if written < 0, errno == EINTR { continue }
      if written < 0, errno == EAGAIN { return }
      // A terminal that is gone takes nothing any more.
      guard written > 0 else { return unsent = [] }
      unsent = unsent.dropFirst(written)
    }
    unsent = []
  }

  /// Sends what waits even if the terminal is slow, unless it takes nothing for a second; then the
  /// rest is forgotten.
  ///
  /// - Returns: whether the terminal has taken all.
  mutating func finish() -> Bool {
    defer { unsent = [] }
    return unsafe unsent.withUnsafeBytes { bytes in
      unsafe terminal_guard_write(descriptor, bytes.baseAddress, bytes.count)
    }
  }
}
