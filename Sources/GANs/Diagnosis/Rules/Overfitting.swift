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
    guard evidence.batches.isWarm, evidence.facts.generatorLearns else { return .absent }
    let symptom = evidence.heldOutGap.map { gaps($0, in: evidence) } ?? copies(in: evidence)
    return symptom == .present && !evidence.hasStoppedImproving ? .doubtful : symptom
  }

  /// How it stands by real images that were held out.
  private func gaps(_ gap: Double, in evidence: Evidence) -> Symptom {
    Symptom(
      isKnownByHeart(gap, bound: Bounds.gap, in: evidence) && isSure(evidence),
      orDoubtful: isKnownByHeart(gap, bound: Bounds.gapEnd, in: evidence))
  }

  /// How it stands where none were: a discriminator that knows its images by heart is content with nothing
  /// but copies of them.
  private func copies(in evidence: Evidence) -> Symptom {
    guard let copies = evidence.readings.last?.nearCopies,
      let accuracy = evidence.batches.realAccuracy.value
    else { return .absent }
    return Symptom(
      copies > Bounds.copies && accuracy > Bounds.accuracy,
      orDoubtful: copies > Bounds.copiesEnd && accuracy > Bounds.accuracyEnd)
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
    let accuracy = (evidence.batches.realAccuracy.value ?? 0).percent
    guard let gap = evidence.heldOutGap?.brief else {
      let copies = (evidence.readings.last?.nearCopies ?? 0).percent
      return
        "\(copies) of the generated images are nearer to one of the training than real ones are "
        + "to each other; D is right on \(accuracy) of the real ones"
    }
    return "D's logits are \(gap) higher on images of the training than on real ones that it never "
      + "saw; it is right on \(accuracy) of the former"
  }

  func remedy(in evidence: Evidence, of pharmacy: Pharmacy) -> Alarm.Remedy? {
    pharmacy.turnOn("translation", at: 0.125) ?? pharmacy.dropout
      ?? pharmacy.lower(.discriminator)
  }
}

extension Evidence {
  /// The one of the last reading; nil where no real images were held out.
  fileprivate var heldOutGap: Double? {
    readings.last?.heldOutGap.flatMap { $0.isFinite ? $0 : nil }
  }
}
