internal import Session

/// The generator's gradient has become nothing beside what it was.
struct VanishingGradient: DiagnosisRule {
  static let kind = Alarm.Kind.vanishingGradient
  static let pace = DiagnosisPace.batches
  static let meaning =
    "D's answer no longer depends on what G changes, so that G stands still however long it trains."
  static let advice =
    "Train with a non-saturating loss, turn instance noise or an R1 penalty on, or lower D's rate; "
    + "where pixels are stuck at black and white, go back."

  private typealias Bounds = Thresholds.VanishingGradient

  func symptom(in evidence: Evidence) -> Symptom {
    guard evidence.batches.isWarm, evidence.facts.generatorLearns,
      let norm = evidence.batches.last?.signals?.generatorGradient
    else { return .absent }
    let usual = evidence.batches.usualGeneratorGradient.value ?? 0
    return Symptom(
      Double(norm) < max(Bounds.none, Bounds.share * usual),
      orDoubtful: Double(norm) < max(Bounds.none, Bounds.shareEnd * usual))
  }

  func patience(in evidence: Evidence) -> Thresholds.Patience { Bounds.patience }

  func sight(in evidence: Evidence) -> String {
    let norm = Double(evidence.batches.last?.signals?.generatorGradient ?? 0)
    guard let usual = evidence.batches.usualGeneratorGradient.value else {
      return "G's gradient is \(norm.brief), and never was more"
    }
    return "G's gradient is \(norm.brief); usual in this run was \(usual.brief)"
  }

  func remedy(in evidence: Evidence, of pharmacy: Pharmacy) -> Alarm.Remedy? {
    pharmacy.penalty ?? pharmacy.turnOn("instance_noise", at: 0.1)
      ?? pharmacy.lower(.discriminator)
  }
}
