import CursesTerminal
import Terminal

/// What standard output shows of a report's charts.
struct ReportStyle: Sendable {
  /// The width of the terminal; 80 where it is none.
  let columns: Int
  /// Whether it shows nothing else; so where it is no terminal.
  let isASCII: Bool

  /// That of the present standard output and locale.
  @MainActor static var current: ReportStyle {
    ReportStyle(
      columns: PrintedOutput.columns,
      isASCII: PrintedOutput.capabilities(asciiOnly: false).glyphs == .ascii)
  }
}
