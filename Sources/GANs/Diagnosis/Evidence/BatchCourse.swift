internal import Session

/// What the batches of a line say, as moving averages.
struct BatchCourse: Sendable, Hashable {
  /// The last batch; nil before the first one.
  private(set) var last: BatchMetrics?
  private(set) var realAccuracy = MovingAverage()
  private(set) var fakeAccuracy = MovingAverage()
  private(set) var realScore = MovingAverage()
  private(set) var fakeScore = MovingAverage()
  private(set) var logitGap = MovingAverage()
  private(set) var discriminatorGradient = MovingAverage()
  private(set) var generatorGradient = MovingAverage()
  /// The usual norms of both gradients.
  ///
  /// Where the generator's has vanished it is not usual.
  private(set) var usualDiscriminatorGradient = RunningMedian()
  private(set) var usualGeneratorGradient = RunningMedian()

  mutating func follow(_ batch: BatchMetrics) {
    last = batch
    realAccuracy.follow(batch.realAccuracy)
    fakeAccuracy.follow(batch.fakeAccuracy)
    guard let signals = batch.signals else { return }
    realScore.follow(signals.realScore)
    fakeScore.follow(signals.fakeScore)
    logitGap.follow(signals.logitGap)
    discriminatorGradient.follow(signals.discriminatorGradient)
    generatorGradient.follow(signals.generatorGradient)
    usualDiscriminatorGradient.follow(Double(signals.discriminatorGradient))
    followUsualGeneratorGradient(Double(signals.generatorGradient))
  }

  private mutating func followUsualGeneratorGradient(_ norm: Double) {
    if let usual = usualGeneratorGradient.value,
      norm < usual * Thresholds.VanishingGradient.shareEnd
    {
      return
    }
    usualGeneratorGradient.follow(norm)
  }

  /// The last batch within the run; 0 before the first one.
  var step: Int { last?.step ?? 0 }

  var isWarm: Bool { step > Thresholds.warmUp }

  /// The share of all images that the discriminator is right on.
  var accuracy: Double? {
    guard let real = realAccuracy.value, let fake = fakeAccuracy.value else { return nil }
    return (real + fake) / 2
  }
}
