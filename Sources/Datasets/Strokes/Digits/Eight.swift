extension DigitSkeleton {
  /// A line that crosses itself in the waist, or two rings one on the other for a few.
  static func eight(from dice: inout Dice) -> [Stroke] {
    let waist = dice.uniform(0.40, 0.52)
    let upper = dice.uniform(0.14, 0.24)
    let lower = dice.uniform(0.16, 0.28)
    if dice.chance(0.12) {
      return [
        Stroke(
          arcAround: Point(0.25, waist / 2), radii: Point(upper, waist / 2), from: 0.2, sweep: -1.03
        ),
        Stroke(
          arcAround: Point(0.25, (waist + 1) / 2), radii: Point(lower, (1 - waist) / 2),
          from: -0.25, sweep: -1.03),
      ]
    }
    let opening = dice.uniform(0.0, 0.08)
    let head = waist / 2
    let belly = (waist + 1) / 2
    return [
      Stroke(
        .via(0.25 + upper * 0.95, head * 0.55), .via(0.27, 0.0), .via(0.25 - upper, head * 0.8),
        .via(0.25 - upper * 0.45, waist - 0.07), .via(0.25 + lower * 0.55, waist + 0.10),
        .via(0.25 + lower, belly + 0.05), .via(0.26, 1.0), .via(0.25 - lower, belly + 0.08),
        .via(0.25 - lower * 0.6, waist + 0.12), .via(0.25 + upper * 0.5, waist - 0.1),
        .via(0.25 + upper * 1.05 + opening, head * 0.6 - opening))
    ]
  }
}
