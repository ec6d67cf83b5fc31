/// Four pixels, two by two, as the cell of two colours that is nearest to them.
enum Quadrants {
  /// The characters whose upper left quarter has the foreground, with the other quarters that have it:
  /// upper right, lower left, lower right.
  private static let shapes: [(character: Character, isFront: [Bool])] = [
    ("▀", [true, true, false, false]), ("▌", [true, false, true, false]),
    ("▘", [true, false, false, false]), ("▚", [true, false, false, true]),
    ("▛", [true, true, true, false]), ("▜", [true, true, false, true]),
    ("▙", [true, false, true, true]),
  ]

  /// The cell with the least sum of squared distances, of all shapes and with the means of their
  /// pixels; one colour, as a space, where no shape is better.
  ///
  /// - Parameter color: what the terminal shows of a colour.
  static func cell(_ pixels: [RGB], color: (RGB) -> Color) -> Cell {
    let plain = part(of: pixels, with: [true, true, true, true], where: true, color)
    var (best, least) = (
      Cell(" ", Style(foreground: plain.color, background: plain.color)), plain.distance
    )
    for shape in shapes {
      let front = part(of: pixels, with: shape.isFront, where: true, color)
      let back = part(of: pixels, with: shape.isFront, where: false, color)
      if front.distance + back.distance < least {
        least = front.distance + back.distance
        best = Cell(
          shape.character, Style(foreground: front.color, background: back.color))
      }
    }
    return best
  }

  private static func part(
    of pixels: [RGB], with isFront: [Bool], where side: Bool, _ color: (RGB) -> Color
  ) -> (color: Color, distance: Int) {
    var (red, green, blue, count) = (0, 0, 0, 0)
    for (pixel, front) in zip(pixels, isFront) where front == side {
      red += Int(pixel.red)
      green += Int(pixel.green)
      blue += Int(pixel.blue)
      count += 1
    }
    guard count > 0 else { return (.standard, 0) }
    func mean(_ sum: Int) -> UInt8 { UInt8((sum + count / 2) / count) }
    let shown = color(RGB(red: mean(red), green: mean(green), blue: mean(blue)))
    guard case .palette(let entry) = shown else { return (shown, 0) }
    let seen = Palette.rgb(of: entry)
    var distance = 0
    for (pixel, front) in zip(pixels, isFront) where front == side {
      distance += seen.distance(to: pixel)
    }
    return (shown, distance)
  }
}
