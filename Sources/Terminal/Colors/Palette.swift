/// A colour by its red, green and blue parts, 0 to 255.
package struct RGB: Sendable, Hashable {
  package var red: UInt8
  package var green: UInt8
  package var blue: UInt8

  package init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  package var isGrey: Bool { red == green && green == blue }

  /// Whether it goes from grey in the direction of another colour: the cosine between both is 0.9 at least.
  func hasHue(of other: RGB) -> Bool {
    let (a, b) = (differenceFromGrey, other.differenceFromGrey)
    func product(_ a: [Int], _ b: [Int]) -> Int { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    let common = product(a, b)
    return common > 0 && 100 * common * common >= 81 * product(a, a) * product(b, b)
  }

  private var differenceFromGrey: [Int] {
    let parts = [Int(red), Int(green), Int(blue)]
    let sum = parts.reduce(0, +)
    return parts.map { 3 * $0 - sum }
  }

  /// Whether it is nearer to white than to black, after the luma of Recommendation 601.
  var isLight: Bool { brightness >= 128 }

  /// The squared distance, with the parts weighted as the eye does, after Recommendation 601.
  package func distance(to other: RGB) -> Int {
    func square(_ a: UInt8, _ b: UInt8) -> Int { (Int(a) - Int(b)) * (Int(a) - Int(b)) }
    return 299 * square(red, other.red) + 587 * square(green, other.green)
      + 114 * square(blue, other.blue)
  }
}

/// The 256-colour palette of xterm: 16 named colours, a 6×6×6 cube, 24 greys.
package enum Palette {
  /// The parts that occur in the cube.
  package static let cubeLevels: [UInt8] = [0, 95, 135, 175, 215, 255]

  private static let named: [RGB] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205),
    (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255),
    (255, 0, 255), (0, 255, 255), (255, 255, 255),
  ].map { RGB(red: $0.0, green: $0.1, blue: $0.2) }

  /// What an entry looks like; the first 16 as xterm shows them, for users may change those.
  package static func rgb(of index: UInt8) -> RGB {
    switch index {
    case 0..<16:
      return named[Int(index)]
    case 16..<232:
      let cube = Int(index) - 16
      return RGB(
        red: cubeLevels[cube / 36], green: cubeLevels[cube / 6 % 6], blue: cubeLevels[cube % 6])
    default:
      let grey = 8 + 10 * (index - 232)
      return RGB(red: grey, green: grey, blue: grey)
    }
  }

  /// The entry of the cube or of the greys that is nearest to a colour.
  ///
  /// The first 16 are left out: what they look like is up to the user.
  /// It is the better one of the nearest entry of the cube, which is found part by part, and of the
  /// nearest of the greys, which is the one nearest to the colour's brightness.
  package static func nearest(to color: RGB) -> UInt8 {
    let hue = cube(red: color.red, green: color.green, blue: color.blue)
    let step = (color.brightnessInThousandths - 8_000 + 4_999) / 10_000
    let grey = UInt8(232 + min(23, max(0, step)))
    return rgb(of: grey).distance(to: color) < rgb(of: hue).distance(to: color) ? grey : hue
  }

  /// The nearest entry of a part of the palette.
  package static func nearest(to color: RGB, among entries: ClosedRange<UInt8>) -> UInt8 {
    entries.min { rgb(of: $0).distance(to: color) < rgb(of: $1).distance(to: color) }
      ?? entries.lowerBound
  }

  /// The entry of the cube that is nearest to a colour among those with the hue of another one, for a
  /// colour that must keep its hue when it is dark; any but the greys where none has that hue.
  static func nearest(to color: RGB, withHueOf model: RGB) -> UInt8 {
    let colored = (16...231).filter { !rgb(of: $0).isGrey } as [UInt8]
    let related = colored.filter { rgb(of: $0).hasHue(of: model) }
    return (related.isEmpty ? colored : related)
      .min { rgb(of: $0).distance(to: color) < rgb(of: $1).distance(to: color) } ?? 16
  }

  /// The palette entry of each 8-bit grey: of black, the 24 greys and white, the nearest.
  package static let greys: [UInt8] = (0...255).map { value in
    let steps: [UInt8] = [16] + Array(232...255) + [231]
    let levels = steps.map { Int(rgb(of: $0).red) }
    let best = levels.indices.min { abs(levels[$0] - value) < abs(levels[$1] - value) }
    return steps[best ?? 0]
  }

  /// The entry of the cube for a pixel, part by part.
  package static func cube(red: UInt8, green: UInt8, blue: UInt8) -> UInt8 {
    16 + 36 * cubeStep[Int(red)] + 6 * cubeStep[Int(green)] + cubeStep[Int(blue)]
  }

  private static let cubeStep: [UInt8] = (0...255).map { value in
    let best = cubeLevels.indices.min {
      abs(Int(cubeLevels[$0]) - value) < abs(Int(cubeLevels[$1]) - value)
    }
    return UInt8(best ?? 0)
  }
}
