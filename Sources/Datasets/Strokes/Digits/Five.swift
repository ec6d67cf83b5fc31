extension DigitSkeleton {
  /// A neck and a bowl, with a cap that is written first, last or apart.
  static func five(from dice: inout Dice) -> [Stroke] {
    let neck = dice.uniform(0.36, 0.48)
    let right = dice.uniform(0.42, 0.56)
    let left = dice.uniform(0.04, 0.16)
    let capEnd = dice.uniform(0.42, 0.66)
    let capRise = dice.uniform(-0.06, 0.06)
    let end = dice.uniform(0.82, 0.98)
    let bulge = dice.uniform(0.0, 0.1)
    let bowl: [Stroke.Node] = [
      .via(0.28, neck - bulge), .via(right, 0.62), .via(right - 0.06, 0.86), .via(0.24, 1.0),
      .via(-0.02, end),
    ]
    let corner = Stroke.Node(position: Point(left - 0.03, neck), isCorner: dice.chance(0.75))
    if dice.chance(0.5) {
      return [
        Stroke(
          nodes: [.via(capEnd, 0.02 - capRise), .corner(left + 0.04, 0.03), corner] + bowl)
      ]
    }
    let gap = dice.uniform(-0.04, 0.08)
    return [
      Stroke(nodes: [.via(left + 0.04, 0.04), corner] + bowl),
      Stroke(.via(left + 0.04 + gap, 0.03), .via(capEnd + gap, 0.01 - capRise)),
    ]
  }
}
