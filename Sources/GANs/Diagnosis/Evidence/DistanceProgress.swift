/// Whether a distance to the real images still falls.
struct DistanceProgress: Sendable, Hashable {
  /// The least one, and the batch after which it was read.
  private(set) var best: Double?
  private(set) var bestStep = 0
  /// The one that counts as progress to fall below, which follows the best one in leaps.
  private var mark = Double.infinity
  private var markStep = 0
  private var readingsSinceMark = 0
  /// The last one, and the batch after which it was read.
  private(set) var current: Double?
  private var step = 0

  /// - Parameter distance: a smoothed one, so that no lucky reading stands for ever.
  mutating func follow(_ distance: Double, step: Int) {
    (current, self.step) = (distance, step)
    if distance < best ?? .infinity { (best, bestStep) = (distance, step) }
    readingsSinceMark += 1
    guard distance < mark * Thresholds.Progress.improvement else { return }
    (mark, markStep, readingsSinceMark) = (distance, step, 0)
  }

  /// The present distance over the best one: 1 or more.
  var rise: Double {
    guard let best, let current, best > 0 else { return 1 }
    return current / best
  }

  /// Whether it has not fallen for long.
  var isStalled: Bool {
    step - markStep >= Thresholds.Progress.batches
      && readingsSinceMark >= Thresholds.Progress.readings
  }

  /// Whether it has not fallen for long, or has risen again.
  var hasEnded: Bool { isStalled || rise > Thresholds.Progress.lost }
}
