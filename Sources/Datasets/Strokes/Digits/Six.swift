extension DigitSkeleton {
  /// A long stroke down from the top right that curls into a loop.
  static func six(from dice: inout Dice) -> [Stroke] {
    let loopTop = dice.uniform(0.46, 0.66)
    let right = dice.uniform(0.36, 0.60)
    let topX = dice.uniform(0.14, 0.46)
    let straightness = dice.uniform(0.0, 1.0)
    let middle = (loopTop + 1) / 2
    let closing = dice.uniform(-0.06, 0.1)
    return [
      Stroke(
        .via(topX, 0), .via(topX * 0.45 + 0.03 * straightness, 0.25), .via(0.03, 0.52),
        .via(0.01, 0.76), .via(0.14, 0.98), .via(right - 0.1, 0.96), .via(right, middle),
        .via(right - 0.12, loopTop + 0.01), .via(0.14, loopTop + 0.08),
        .via(0.03 + closing, middle + 0.06))
    ]
  }
}
