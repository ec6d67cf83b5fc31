import Glibc
package import Terminal

/// What standard output can show where text is printed on it and no screen is opened.
package enum PrintedOutput {
  /// Colours as the terminal has them and `NO_COLOR` allows; plain ASCII where it is no terminal.
  package static func capabilities(asciiOnly: Bool) -> TerminalCapabilities {
    guard isatty(STDOUT_FILENO) == 1 else {
      return TerminalCapabilities(colors: .monochrome, glyphs: .ascii)
    }
    GlyphDetection.useLocale()
    var options = TerminalOptions()
    if asciiOnly { options.glyphs = .ascii }
    let colors = TerminalDescription()?.colors ?? 0
    return detectedCapabilities(options, colorDepth(terminalColors: colors), .current)
  }

  /// The width of the terminal; 80 where it is none.
  package static var columns: Int { size?.columns ?? 80 }

  /// The size of the terminal; nil where it is none, or does not know.
  package static var size: (columns: Int, rows: Int)? {
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return (Int(size.ws_col), Int(size.ws_row))
  }
}
