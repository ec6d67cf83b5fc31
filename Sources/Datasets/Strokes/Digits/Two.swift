extension DigitSkeleton {
  /// A hook, then a base line after a corner or after a loop.
  static func two(from dice: inout Dice) -> [Stroke] {
    let right = dice.uniform(0.46, 0.60)
    let start = dice.uniform(0.12, 0.32)
    let neck = dice.uniform(0.52, 0.66)
    let base = dice.uniform(0.5, 0.78)
    let hook: [Stroke.Node] = [
      .via(0.02, start), .via(0.22, 0.01), .via(right - 0.06, 0.08), .via(right, 0.28),
      .via(right - 0.18, neck),
    ]
    let end = dice.uniform(0.86, 1.02)
    if dice.chance(0.45) {
      let top = dice.uniform(0.72, 0.84)
      return [
        Stroke(
          nodes: hook + [
            .via(0.13, 0.94), .via(0.0, 0.96), .via(0.0, top + 0.06), .via(0.12, top),
            .via(0.32, 0.91), .via(base, end),
          ])
      ]
    }
    return [Stroke(nodes: hook + [.corner(0.0, 0.97), .via(base * 0.5, 0.95), .via(base, end)])]
  }
}
