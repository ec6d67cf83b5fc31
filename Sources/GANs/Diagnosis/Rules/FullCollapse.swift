internal import Session

/// The generator makes next to nothing but one kind of image.
struct FullCollapse: DiagnosisRule {
  static let kind = Alarm.Kind.fullCollapse
  static let pace = DiagnosisPace.readings
  static let meaning =
    "G makes nearly the same image of every latent vector. Losses do not show it: D need only know "
    + "that one image."
  static let advice =
    "Go back to where the images were diverse and take another way from there: with an R1 penalty, "
    + "spectral normalization or lower rates. Weights rarely recover by themselves."

  private typealias Bounds = Thresholds.FullCollapse

  func symptom(in evidence: Evidence) -> Symptom {
    guard evidence.facts.generatorLearns else { return .absent }
    let isPresent =
      isUniform(evidence, deviation: Bounds.deviation)
      || isOneSided(
        evidence, lost: Bounds.lostShare, divergence: Bounds.divergence, score: Bounds.score)
    let isDoubtful =
      isUniform(evidence, deviation: Bounds.deviationEnd)
      || isOneSided(
        evidence, lost: Bounds.lostShareEnd, divergence: Bounds.divergenceEnd,
        score: Bounds.scoreEnd)
    return Symptom(
      isPresent && isConfirmed(in: evidence) && evidence.hasStoppedImproving,
      orDoubtful: isDoubtful)
  }

  func patience(in evidence: Evidence) -> Thresholds.Patience { Bounds.patience }

  private func isUniform(_ evidence: Evidence, deviation: Double) -> Bool {
    evidence.deviation.map { $0 < deviation } ?? false
  }

  /// Most classes are missing, and what is left is uneven or all alike to the judge.
  private func isOneSided(
    _ evidence: Evidence, lost: Double, divergence: Double, score: Double
  ) -> Bool {
    guard let balance = evidence.balance, balance.lostShare >= lost else { return false }
    return balance.scaledDivergence > divergence
      || scoreShare(in: evidence).map { $0 < score } ?? false
  }

  /// The classifier score on the way from 1, that of one class, to that of real images.
  private func scoreShare(in evidence: Evidence) -> Double? {
    guard let score = evidence.readings.last?.classifierScore,
      let real = evidence.real?.classifierScore, real > 2
    else { return nil }
    return (score - 1) / (real - 1)
  }

  private func isConfirmed(in evidence: Evidence) -> Bool {
    if let variety = evidence.variety { return variety < Bounds.variety }
    return evidence.pairwise.map { $0 < Bounds.pairwise } ?? false
  }

  func sight(in evidence: Evidence) -> String {
    evidence.sightOfClasses + evidence.sightOfVariety
  }

  func remedy(in evidence: Evidence, of pharmacy: Pharmacy) -> Alarm.Remedy? {
    pharmacy.rewind(to: evidence.retreat().newest) { $0.penalty ?? $0.lowerBoth() }
  }
}
