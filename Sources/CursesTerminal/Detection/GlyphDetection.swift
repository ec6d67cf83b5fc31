import CCurses
import Glibc
package import Terminal

/// Which characters can be shown, found without asking the terminal.
package nonisolated enum GlyphDetection {
  /// The richest set that is wanted and that the locale shows: its codeset is UTF-8 and each
  /// character of the set takes one column in it.
  ///
  /// - Parameters:
  ///   - wanted: nil for what suits the terminal. That is never braille, which many fonts lack, and
  ///     ASCII on the Linux console, whose fonts lack the eighths of blocks.
  ///   - name: the terminal's name, `TERM`.
  package static func glyphs(wanted: GlyphSet?, terminal name: String?) -> GlyphSet {
    let limit = wanted ?? (name == "linux" ? .ascii : .blocks)
    let candidates = GlyphSet.allCases.prefix { $0 != limit } + [limit]
    return candidates.last(where: isShown) ?? .ascii
  }

  /// Whether the locale shows all characters of a set.
  package static func isShown(_ set: GlyphSet) -> Bool {
    set == .ascii || codeset == "UTF-8" && set.samples.allSatisfy { columns(of: $0) == 1 }
  }

  /// The encoding of the locale; `setlocale` must have been called.
  package static var codeset: String {
    unsafe nl_langinfo(nl_item(CODESET)).map { unsafe String(cString: $0) } ?? ""
  }

  /// How many columns a character takes in the locale; -1 if it cannot be shown.
  package static func columns(of character: Unicode.Scalar) -> Int {
    Int(curses_width(wchar_t(character.value)))
  }

  /// Takes over the locale of the environment, as far as characters are concerned.
  ///
  /// Numbers would be written with a decimal comma.
  ///
  /// - Returns: whether the system has that locale.
  @discardableResult
  package static func useLocale() -> Bool {
    unsafe setlocale(LC_CTYPE, "") != nil
  }
}

extension GlyphSet {
  /// Characters that stand for those of a set.
  package nonisolated var samples: String.UnicodeScalarView {
    switch self {
    case .ascii: "".unicodeScalars
    case .blocks: "▀▄█▁▂▃▅▆▇░▒▓─│┌┐└┘├┤┬┴┼".unicodeScalars
    case .quadrants: "▀▄█▌▐▖▗▘▙▚▛▜▝▞▟─│".unicodeScalars
    case .braille: "▀▄█▁▇─│⠁⡀⢸⣀⣿".unicodeScalars
    }
  }
}
