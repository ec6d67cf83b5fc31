extension DigitSkeleton {
  /// A roof and a slanting stem; a tick at the left end for some, a bar across the stem for some.
  static func seven(from dice: inout Dice) -> [Stroke] {
    let right = dice.uniform(0.44, 0.68)
    let roof = dice.uniform(-0.03, 0.08)
    let foot = dice.uniform(0.08, 0.32)
    let bow = dice.uniform(-0.02, 0.10)
    var nodes: [Stroke.Node] = []
    if dice.chance(0.3) { nodes.append(.via(0.0, dice.uniform(0.12, 0.26))) }
    nodes.append(nodes.isEmpty ? .via(0.0, 0.06) : .corner(0.01, 0.04))
    nodes.append(.via(right * 0.55, 0.04 + roof * 0.5))
    nodes.append(Stroke.Node(position: Point(right, 0.03 - roof), isCorner: dice.chance(0.65)))
    nodes.append(.via((right + foot) / 2 - bow + 0.03, 0.5))
    nodes.append(.via(foot, 1))
    guard dice.chance(0.18) else { return [Stroke(nodes: nodes)] }
    let middle = (right + foot) / 2
    let bar = Stroke(
      .via(middle - dice.uniform(0.12, 0.24), 0.52),
      .via(middle + dice.uniform(0.12, 0.24), 0.48))
    return [Stroke(nodes: nodes), bar]
  }
}
