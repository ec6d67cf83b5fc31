package import Terminal

/// How to open the terminal, where the user or a test decides instead of the environment.
package nonisolated struct TerminalOptions: Sendable {
  /// The most colours to use; nil asks the terminal and `NO_COLOR`.
  package var colors: ColorDepth?
  /// The characters to draw with, as far as the locale can show them; nil asks it.
  package var glyphs: GlyphSet?
  /// Whether to have the terminal report the mouse.
  package var mouse = true
  /// Whether the terminal is told where frames begin and end; nil asks `SynchronizedOutput`.
  package var synchronized: Bool?
  /// The most bytes to write in a second; nil is without a limit.
  package var bandwidth: Int?
  /// Where messages for standard output and standard error go while the screen is up; nil is a
  /// temporary file.
  ///
  /// The last 4 KiB of them are shown when the screen has closed.
  package var messageLog: String?

  package init() {}
}

/// Why the terminal cannot be opened: one line for the user.
package nonisolated struct TerminalError: Error, Sendable, CustomStringConvertible {
  package let description: String

  static let noTerminal = TerminalError(
    description: "standard input or output is no terminal; "
      + "run it in a terminal, or use `ganscope train` without a screen")

  static func unknown(_ name: String?) -> TerminalError {
    guard let name, !name.isEmpty else {
      return TerminalError(
        description: "the environment variable TERM is not set; set it, e.g. TERM=xterm-256color")
    }
    return TerminalError(
      description: "unknown terminal TERM=\(name); set one that `infocmp` knows, "
        + "e.g. TERM=xterm-256color")
  }

  static func withoutCursor(_ name: String?) -> TerminalError {
    TerminalError(
      description: "TERM=\(name ?? "") cannot place the cursor; set one that can, "
        + "e.g. TERM=xterm-256color")
  }

  static let noMemoryFile = TerminalError(
    description: "the system gives no file in memory; close some programs")

  static func messageLog(_ path: String, reason: String) -> TerminalError {
    TerminalError(description: "\(path): cannot open it for messages: \(reason)")
  }
}
