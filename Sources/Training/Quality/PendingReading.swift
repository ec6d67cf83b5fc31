internal import Datasets
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
  /// The discriminator of that moment, to be asked for the gap to held-out images; nil where nobody wants it.
  var discriminator: FrozenDiscriminator?
  /// To what pixels are scaled for it.
  let range: PixelRange

  /// Whether one of some readings is this one.
  func isKnown(by readings: [QualityReading]) -> Bool {
    readings.contains { $0.step == occasion.step && $0.source == occasion.source }
  }

  /// Whether it is of the same batch and source as another one.
  func isOf(_ other: QualityEvaluation.Occasion) -> Bool {
    occasion.step == other.step && occasion.source == other.source
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
    reading?.heldOutGap = panel.heldOut.flatMap { discriminator?.gap(of: $0, in: range) }
    return reading
  }
}
