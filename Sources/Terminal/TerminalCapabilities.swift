/// How many colours a terminal shows.
package enum ColorDepth: Int, Sendable, CaseIterable, Comparable {
  case monochrome = 2
  case eight = 8
  case sixteen = 16
  case palette = 256

  /// The word for it in options and commands.
  package var name: String { self == .monochrome ? "mono" : String(rawValue) }

  /// All words for it, from the most colours to the fewest.
  package static let names = allCases.reversed().map(\.name)

  package init?(name: String) {
    guard let depth = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = depth
  }

  package static func < (first: ColorDepth, second: ColorDepth) -> Bool {
    first.rawValue < second.rawValue
  }
}

/// Which characters a terminal shows.
package enum GlyphSet: String, Sendable, CaseIterable {
  /// U+0020–007E only.
  case ascii
  /// Lines and blocks (U+2500–259F): an image's pixels are halves of a cell.
  case blocks
  /// The same, and thumbnails are drawn in quarters of a cell.
  case quadrants
  /// Lines, blocks and braille (U+2800–28FF): curves and thumbnails are drawn in dots, eight a cell.
  case braille
}

/// What the terminal in use can show.
package struct TerminalCapabilities: Sendable, Hashable {
  package var colors: ColorDepth
  package var glyphs: GlyphSet

  package init(colors: ColorDepth, glyphs: GlyphSet) {
    self.colors = colors
    self.glyphs = glyphs
  }

  /// Whether block and line characters (U+2500–259F) can be shown.
  package var unicode: Bool { glyphs != .ascii }
}
