internal import Networks
internal import Session

/// The discriminator knows its real images by heart.
struct Overfitting: DiagnosisRule {
  static let kind = Alarm.Kind.overfitting
  static let pace = DiagnosisPace.readings
  static let meaning =
    "D knows the real images by heart instead of what makes images real: what it tells G does not hold "
    + "for other images."
  static let advice =
    "Turn augmentation on (translation, cutout), give D more dropout, or train on more images."

  private typealias Bounds = Thresholds.Overfitting

  func symptom(in evidence: Evidence) -> Symptom {
    guard evidence.batches.isWarm, let gap = evidence.readings.last?.heldOutGap, gap.isFinite else {
      return .absent
    }
    return Symptom(
      isKnownByHeart(gap, bound: Bounds.gap, in: evidence) && isSure(evidence)
        && evidence.hasStoppedImproving,
      orDoubtful: isKnownByHeart(gap, bound: Bounds.gapEnd, in: evidence))
  }

  func patience(in evidence: Evidence) -> Thresholds.Patience { Bounds.patience }

  /// A gap of logits has a size of its own only where they are logarithms of odds.
  private func isKnownByHeart(_ gap: Double, bound: Double, in evidence: Evidence) -> Bool {
    if evidence.facts.meaning == .logOdds, gap <= bound { return false }
    guard let all = evidence.batches.logitGap.value else {
      return evidence.facts.meaning == .logOdds
    }
    return gap > Bounds.gapShare * all
  }

  /// The mean sign of the logits of real images says something only where 0 lies between the labels.
  private func isSure(_ evidence: Evidence) -> Bool {
    guard evidence.facts.meaning == .logOdds || evidence.facts.meaning == .margin else {
      return true
    }
    return evidence.batches.realAccuracy.value.map { 2 * $0 - 1 > Bounds.realSign } ?? false
  }

  func sight(in evidence: Evidence) -> String {
    let gap = (evidence.readings.last?.heldOutGap ?? 0).brief
    let accuracy = (evidence.batches.realAccuracy.value ?? 0).percent
    return "D's logits are \(gap) higher on images of the training than on real ones that it never "
      + "saw; it is right on \(accuracy) of the former"
  }

  func remedy(in evidence: Evidence, of pharmacy: Pharmacy) -> Alarm.Remedy? {
    pharmacy.turnOn("translation", at: 0.125) ?? pharmacy.dropout
      ?? pharmacy.lower(.discriminator)
  }
}
