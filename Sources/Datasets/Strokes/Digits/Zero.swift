extension DigitSkeleton {
  /// A ring from the top round by the left, which may stay open or overlap.
  static func zero(from dice: inout Dice) -> [Stroke] {
    let width = dice.uniform(0.22, 0.46)
    let start = dice.uniform(-0.35, -0.12)
    let sweep = -dice.uniform(0.95, 1.12)
    var ring = Stroke(
      arcAround: Point(0.25, 0.5), radii: Point(width, 0.5), from: start, sweep: sweep,
      nodeCount: 9)
    // The end rarely meets the beginning: it lies further in or out.
    let drift = dice.normalPoint(0.05)
    for i in ring.nodes.indices {
      let part = Float(i) / Float(ring.nodes.count - 1)
      ring.nodes[i].position += drift * part * part
    }
    return [ring]
  }
}
