package import Terminal

/// A style in the numbers of ncurses, reduced to the colours that the terminal has.
package nonisolated struct ReducedStyle: Sendable, Hashable {
  /// 0 to 255; -1 is the terminal's own.
  package let foreground: Int16
  package let background: Int16
  package let attributes: Style.Attributes

  package init(_ style: Style, depth: ColorDepth) {
    let foreground = style.foreground.number(depth: depth)
    // Where only eight colours exist, bold letters take the bright ones.
    let isBright = depth == .eight && foreground >= 8
    self.foreground = isBright ? foreground - 8 : foreground
    attributes = isBright ? style.attributes.union(.bold) : style.attributes
    let background = style.background.number(depth: depth)
    self.background = depth == .eight && background >= 8 ? background - 8 : background
  }
}

extension Color {
  /// The entry of the palette that comes closest among the first 16 where there are no 256.
  fileprivate nonisolated func number(depth: ColorDepth) -> Int16 {
    switch self {
    case .standard: -1
    case .palette(let index):
      switch depth {
      case .monochrome: -1
      case .palette: Int16(index)
      case .eight, .sixteen: index < 16 ? Int16(index) : nearestBasicColor[Int(index)]
      }
    }
  }
}

/// For each entry of the 256-colour palette the nearest of the first 16.
private nonisolated let nearestBasicColor: [Int16] = (0...255).map { index in
  Int16(Palette.nearest(to: Palette.rgb(of: index), among: 0...15))
}
