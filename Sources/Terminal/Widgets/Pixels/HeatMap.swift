/// Signed heat over a grey image: orange where it is far above zero, blue where it is far below.
///
/// Each has four strengths, which stay apart for the common kinds of colour vision. What is weak leaves
/// the image as it is, so that one sees on what the heat lies.
///
/// Where colours are few it is written in `+` and `#` above zero, `-` and `=` below.
enum HeatMap {
  /// How strong a value is, from 0 below three tenths of the greatest to 4, with its sign.
  static func level(of value: Int) -> Int {
    let strength = min(127, abs(value))
    let level = [38, 58, 78, 102].firstIndex { strength <= $0 } ?? 4
    return value < 0 ? -level : level
  }

  /// The colour of a pixel on a terminal of 16 or 256 colours.
  static func color(heat: Int, over pixel: RGB, depth: ColorDepth) -> Color {
    let level = level(of: heat)
    guard level != 0 else { return dimmed(pixel, depth: depth) }
    let ramp =
      switch depth {
      case .palette: level > 0 ? orange : blue
      default: level > 0 ? brightYellow : brightBlue
      }
    return .palette(ramp[abs(level) - 1])
  }

  /// Two pixels in one character, where colours are few.
  static func character(heat: Int, brightness: Int) -> Character {
    switch level(of: heat) {
    case 0: background[min(background.count - 1, brightness * background.count / 256)]
    case 1...2: "+"
    case 3...: "#"
    case -2 ... -1: "-"
    default: "="
    }
  }

  /// The colour of such a character, where there are colours.
  static func textColor(heat: Int, depth: ColorDepth) -> Color? {
    let level = level(of: heat)
    guard level != 0, depth > .monochrome else { return nil }
    return switch depth {
    case .palette: .palette(level > 0 ? 214 : 39)
    case .sixteen: .palette(level > 0 ? 11 : 12)
    default: .palette(level > 0 ? 3 : 6)
    }
  }

  private static let orange: [UInt8] = [94, 130, 172, 214]
  private static let blue: [UInt8] = [24, 25, 32, 39]
  private static let brightYellow: [UInt8] = [3, 3, 11, 11]
  private static let brightBlue: [UInt8] = [4, 4, 12, 12]
  /// Without the characters of heat, so that none is taken for it.
  private static let background: [Character] = Array(" .:")

  private static func dimmed(_ pixel: RGB, depth: ColorDepth) -> Color {
    let brightness = Int(pixel.brightness)
    guard depth == .palette else {
      return .palette(brightness < 64 ? 0 : brightness < 160 ? 8 : 7)
    }
    return .palette(Palette.greys[brightness * 4 / 5])
  }
}
