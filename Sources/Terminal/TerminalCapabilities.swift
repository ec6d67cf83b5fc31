/// How many colours a terminal shows.
package enum ColorDepth: Int, Sendable, CaseIterable, Comparable {
  case monochrome = 2
  case eight = 8
  case sixteen = 16
  case palette = 256

  package static func < (first: ColorDepth, second: ColorDepth) -> Bool {
    first.rawValue < second.rawValue
  }
}

/// What the terminal in use can show.
package struct TerminalCapabilities: Sendable, Hashable {
  package var colors: ColorDepth
  /// Whether block and line characters (U+2500–259F) can be shown.
  package var unicode: Bool

  package init(colors: ColorDepth, unicode: Bool) {
    self.colors = colors
    self.unicode = unicode
  }
}
