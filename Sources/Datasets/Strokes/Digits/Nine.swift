extension DigitSkeleton {
  /// A ring and a tail, which is straight or hooks to the left.
  static func nine(from dice: inout Dice) -> [Stroke] {
    let ring = dice.uniform(0.32, 0.52)
    let width = dice.uniform(0.36, 0.5)
    let start = dice.uniform(-0.04, 0.06)
    let tail = dice.uniform(0.14, 0.44)
    let head: [Stroke.Node] = [
      .via(width - 0.02 + start, ring * 0.22), .via(width * 0.6, 0.0), .via(0.10, ring * 0.25),
      .via(0.02, ring * 0.72), .via(0.14, ring), .via(width * 0.72, ring * 0.86),
    ]
    let turn = Stroke.Node(position: Point(width, ring * 0.3), isCorner: dice.chance(0.5))
    if dice.chance(0.2) {
      return [
        Stroke(
          nodes: head + [
            turn, .via(width + 0.02, 0.6), .via(width - 0.08, 0.92), .via(0.2, 1.0),
            .via(0.04, 0.92),
          ])
      ]
    }
    return [
      Stroke(nodes: head + [turn, .via((width + tail) / 2 + 0.05, 0.62), .via(tail, 1.0)])
    ]
  }
}
