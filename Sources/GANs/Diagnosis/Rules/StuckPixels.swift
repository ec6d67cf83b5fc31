internal import Session

/// Nearly all pixels are stuck at black or white.
struct StuckPixels: DiagnosisRule {
  static let kind = Alarm.Kind.saturatedPixels
  static let pace = DiagnosisPace.readings
  static let meaning =
    "G's last layer is at the ends of its range, where it has no slope: those pixels hardly learn any "
    + "more."
  static let advice =
    "Lower G's rate and begin again; see that the range of the pixels is that of G's last layer."

  private typealias Bounds = Thresholds.SaturatedPixels

  func symptom(in evidence: Evidence) -> Symptom {
    guard evidence.batches.isWarm, evidence.facts.generatorLearns,
      let share = excess(in: evidence)
    else { return .absent }
    return Symptom(
      share > Bounds.share && isConfirmed(in: evidence), orDoubtful: share > Bounds.shareEnd)
  }

  func patience(in evidence: Evidence) -> Thresholds.Patience { Bounds.patience }

  /// Drawings are black and white by nature: how much of the rest is stuck too.
  ///
  /// Nil where nobody knows what real images have.
  private func excess(in evidence: Evidence) -> Double? {
    guard let share = evidence.readings.last?.saturatedPixels,
      let real = evidence.real?.saturatedPixels, real < 1
    else { return nil }
    return (share - real) / (1 - real)
  }

  private func isConfirmed(in evidence: Evidence) -> Bool {
    evidence.batches.accuracy.map { $0 >= Bounds.accuracy } ?? false
      || evidence.deviation.map { $0 < Thresholds.FullCollapse.deviation } ?? false
  }

  func sight(in evidence: Evidence) -> String {
    let share = (evidence.readings.last?.saturatedPixels ?? 0).percent
    let real = (evidence.real?.saturatedPixels ?? 0).percent
    return "\(share) of the pixels are black or white, of real ones \(real)"
  }

  func remedy(in evidence: Evidence, of pharmacy: Pharmacy) -> Alarm.Remedy? {
    pharmacy.rewind(to: evidence.retreat().newest) { $0.lower(.generator) }
  }
}
