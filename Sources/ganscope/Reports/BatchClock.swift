import Training

/// Measures the speed of a training from the moments at which its batches end.
struct BatchClock {
  private var speed = SpeedMeter()
  private var lastBatch = ContinuousClock.now

  var imagesPerSecond: Double { speed.imagesPerSecond }

  /// Notes that a batch has just been trained.
  mutating func batchEnded(images: Int) {
    let now = ContinuousClock.now
    speed.record(images: images, seconds: lastBatch.duration(to: now) / .seconds(1))
    lastBatch = now
  }
}
