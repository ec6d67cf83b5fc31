extension DigitSkeleton {
  /// Open at the top with two strokes, or closed with a slanting one.
  static func four(from dice: inout Dice) -> [Stroke] {
    dice.chance(0.72) ? openFour(from: &dice) : closedFour(from: &dice)
  }

  private static func openFour(from dice: inout Dice) -> [Stroke] {
    let bar = dice.uniform(0.44, 0.60)
    let stem = dice.uniform(0.38, 0.60)
    let top = dice.uniform(-0.02, 0.18)
    let reach = dice.uniform(0.0, 0.16)
    let left = dice.uniform(0.0, 0.12)
    let foot = stem + dice.normal(0.04)
    let down = Stroke(.via(stem + 0.02, top), .via(stem, bar), .via(foot, 1))
    if dice.chance(0.5) {
      // A bowl like that of a y, which runs into the stem.
      return [
        Stroke(
          .via(left + 0.04, 0), .via(left - 0.02, bar * 0.62), .via(0.10 + left / 2, bar),
          .via(0.28, bar - 0.01), .via(stem + reach, bar - 0.1)),
        down,
      ]
    }
    return [
      Stroke(
        .via(left + 0.08, 0), .via(left, bar * 0.6), .corner(left - 0.04, bar),
        .via(stem + reach, bar - 0.03)),
      down,
    ]
  }

  private static func closedFour(from dice: inout Dice) -> [Stroke] {
    let bar = dice.uniform(0.52, 0.66)
    let stem = dice.uniform(0.36, 0.46)
    let reach = dice.uniform(0.06, 0.2)
    let gap = dice.uniform(0, 0.05)
    return [
      Stroke(
        .via(stem - gap, 0), .via(0.18, bar * 0.55), .corner(-0.02, bar),
        .via(stem + reach, bar - 0.02)),
      Stroke(.via(stem, gap), .via(stem - 0.01, bar), .via(stem + dice.normal(0.03), 1)),
    ]
  }
}
