internal import GANs
internal import Session

/// Images that are to be read, with all that is known of that moment; they may wait for the judge.
struct PendingReading: Sendable {
  let occasion: QualityEvaluation.Occasion
  /// 8-bit, one image behind the other.
  let pixels: [UInt8]
  let count: Int
  /// See `QualityReading`.
  var calibrationError: Double?

  /// Whether one of some readings is this one.
  func isKnown(by readings: [QualityReading]) -> Bool {
    readings.contains { $0.step == occasion.step && $0.source == occasion.source }
  }

  /// What a judge finds; nil where the distance of the images is no finite number.
  func reading(by panel: JudgePanel) -> QualityReading? {
    let opinions = panel.judge.opinions(of: pixels, count: count)
    var statistics = PixelStatistics(imageShape: panel.judge.imageShape)
    statistics.add(pixels)
    var reading = QualityEvaluation(panel.reference.quality).reading(
      of: opinions, pixels: statistics, at: occasion,
      floor: panel.reference.floor(count: count), comparing: [.neighbourhoods, .copies])
    reading?.calibrationError = calibrationError
    return reading
  }
}
