extension DigitSkeleton {
  /// Two bows that meet in a point, a notch or a small loop; the upper one flat for a few.
  static func three(from dice: inout Dice) -> [Stroke] {
    let notch = dice.uniform(0.10, 0.30)
    let waist = dice.uniform(0.42, 0.52)
    let upper = dice.uniform(0.40, 0.54)
    let lower = dice.uniform(0.44, 0.58)
    let start = dice.uniform(0.04, 0.2)
    let end = dice.uniform(0.8, 0.98)
    let bottom: [Stroke.Node] = [
      .via(lower - 0.1, waist + 0.06), .via(lower, (waist + 1) / 2 + 0.02),
      .via(lower - 0.18, 0.99), .via(0.16, 0.99), .via(-0.02, end),
    ]
    if dice.chance(0.1) {
      return [
        Stroke(
          nodes: [.via(0.02, 0.02), .corner(upper, 0.02), .corner(notch, waist - 0.06)] + bottom)
      ]
    }
    let top: [Stroke.Node] = [
      .via(0.02, start), .via(0.22, 0.0), .via(upper - 0.02, 0.1), .via(upper - 0.05, 0.3),
    ]
    let isSharp = dice.chance(0.7)
    let meeting = Stroke.Node(position: Point(notch, waist), isCorner: isSharp)
    return [Stroke(nodes: top + [meeting] + bottom)]
  }
}
