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
      case .eight, .sixteen: Int16(index < 16 ? Int(index) : nearestBasicColor[Int(index)])
      }
    }
  }
}

/// For each entry of the 256-colour palette the nearest of the first 16, as xterm shows them.
private nonisolated let nearestBasicColor: [Int] = (0..<256).map { index in
  let wanted = paletteColor(index)
  let distances = (0..<16).map { basic in
    let color = paletteColor(basic)
    let (red, green, blue) = (
      wanted.red - color.red, wanted.green - color.green, wanted.blue - color.blue
    )
    return red * red + green * green + blue * blue
  }
  return distances.indices.min { distances[$0] < distances[$1] } ?? 0
}

/// Red, green and blue from 0 to 255 of an entry of the palette, with xterm's standard values.
private nonisolated func paletteColor(_ index: Int) -> (red: Int, green: Int, blue: Int) {
  switch index {
  case 7: return (229, 229, 229)
  case 8: return (127, 127, 127)
  case 12: return (92, 92, 255)
  case 0..<16:
    let level = index < 8 ? 205 : 255
    return (index & 1 == 0 ? 0 : level, index & 2 == 0 ? 0 : level, index & 4 == 0 ? 0 : level)
  case 16..<232:
    let cube = index - 16
    func level(_ step: Int) -> Int { step == 0 ? 0 : 55 + 40 * step }
    return (level(cube / 36), level(cube / 6 % 6), level(cube % 6))
  default:
    let grey = 8 + 10 * (index - 232)
    return (grey, grey, grey)
  }
}
