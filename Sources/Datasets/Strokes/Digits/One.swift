extension DigitSkeleton {
  /// A line; with a flag at the top for some, and a foot for a few of those.
  static func one(from dice: inout Dice) -> [Stroke] {
    // The bare line is written at more angles than any other digit.
    let lean = dice.normal(0.09) + 0.03
    let bow = dice.normal(0.025)
    let line = Stroke(
      .via(0.25 + lean, 0), .via(0.25 + bow, 0.5), .via(0.25 - lean, 1))
    guard dice.chance(0.28) else { return [line] }
    let flag = Stroke.Node.via(
      0.25 + lean - dice.uniform(0.1, 0.26), dice.uniform(0.1, 0.26))
    let flagged = Stroke(nodes: [flag, .corner(0.25 + lean, 0)] + line.nodes.dropFirst())
    guard dice.chance(0.4) else { return [flagged] }
    let half = dice.uniform(0.14, 0.28)
    let foot = Stroke(.via(0.25 - lean - half, 1), .via(0.25 - lean + half, 1))
    return [flagged, foot]
  }
}
