import CCurses
import Glibc

/// What the description of a terminal (terminfo) says.
///
/// It is read without touching the terminal, and not while a screen is open.
package nonisolated struct TerminalDescription: Sendable, Hashable {
  /// How many colours it has; 0 for none.
  package let colors: Int
  package let colorPairs: Int
  /// Whether the cursor can be placed, without which there is no screen.
  package let placesCursor: Bool
  /// Whether the shell's screen comes back afterwards.
  package let hasAlternateScreen: Bool
  /// Whether it knows a mouse.
  package let hasMouse: Bool

  /// The description of the terminal that `TERM` names; nil where there is none.
  package init?() {
    guard environment("TERM")?.isEmpty == false else { return nil }
    var status: Int32 = 0
    guard unsafe setupterm(nil, STDOUT_FILENO, &status) == OK else { return nil }
    colors = unsafe max(0, Int(tigetnum("colors")))
    colorPairs = unsafe max(0, Int(tigetnum("pairs")))
    unsafe placesCursor = curses_capability("cup") != nil
    unsafe hasAlternateScreen = curses_capability("smcup") != nil
    unsafe hasMouse = curses_capability("kmous") != nil
  }

  /// Why no screen can be opened on the terminal that `TERM` names; nil where nothing is known to
  /// stand against it.
  package static func objection() -> TerminalError? {
    guard let description = TerminalDescription() else { return .unknown(environment("TERM")) }
    return description.placesCursor ? nil : .withoutCursor(environment("TERM"))
  }
}

extension CursesTerminal {
  /// Why a screen cannot be opened here, found without touching the terminal; nil where it can.
  package static func objection() -> TerminalError? {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { return .noTerminal }
    return TerminalDescription.objection()
  }
}
