import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where reports go.
///
/// A reader that has gone away is noticed, not died of: see `ignoreBrokenPipes`. It ends a command without
/// a word, as it ends any program of a shell: see `ShellStatus.brokenPipe`.
enum StandardOutput {
  /// Whether it is a terminal that a person looks at.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Writes text.
  ///
  /// - Throws: that nobody reads it any more, or that the disk is full.
  static func write(_ text: String) throws(ShellError) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      let code = errno
      let reason = unsafe String(cString: strerror(code))
      throw ShellError(
        "standard output: cannot be written: \(reason)",
        code == EPIPE ? .brokenPipe : .inputOutput)
    }
  }

  /// Writes a line of text.
  static func writeLine(_ text: String) throws(ShellError) {
    try write(text + "\n")
  }

  /// Makes writing to a closed pipe an error instead of the end of the program.
  static func ignoreBrokenPipes() {
    _ = signal(SIGPIPE, SIG_IGN)
  }
}
