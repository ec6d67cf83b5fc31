import Glibc

/// What the environment says of the terminal: variables by their names, where they are not empty.
package nonisolated struct TerminalEnvironment: Sendable, Hashable {
  private let variables: [String: String]

  package init(_ variables: [String: String]) {
    self.variables = variables.filter { !$0.value.isEmpty }
  }

  /// The environment of this program.
  package static var current: TerminalEnvironment {
    let names =
      [
        "TERM", "NO_COLOR", "GANSCOPE_SYNC", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "LC_TERMINAL",
        "COLORFGBG", "TMUX", "STY", "SSH_CONNECTION", "SSH_TTY", "TMPDIR",
      ] + Array(SynchronizedOutput.variables.keys)
    var variables: [String: String] = [:]
    for name in names {
      variables[name] = unsafe getenv(name).map { unsafe String(cString: $0) }
    }
    return TerminalEnvironment(variables)
  }

  /// The value of a variable; nil where it is not set, or empty.
  package subscript(name: String) -> String? { variables[name] }

  /// Whether colours are unwanted (https://no-color.org).
  package var forbidsColors: Bool { self["NO_COLOR"] != nil }

  /// The program between this one and the terminal.
  package enum Multiplexer: String, Sendable {
    case tmux, screen
  }

  /// By the variables that they set, and over remote shells, which pass none of them, by `TERM`.
  package var multiplexer: Multiplexer? {
    let name = self["TERM"] ?? ""
    if self["TMUX"] != nil || name.hasPrefix("tmux") { return .tmux }
    return self["STY"] != nil || name.hasPrefix("screen") ? .screen : nil
  }
}
