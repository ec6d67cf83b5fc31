internal import Networks
internal import Session

/// The discriminator is right on nearly everything, and the generator does not get better any more.
struct DiscriminatorDominates: DiagnosisRule {
  static let kind = Alarm.Kind.discriminatorDominates
  static let pace = DiagnosisPace.batches
  static let meaning =
    "D tells generated images from real ones too easily: G is told that all it does is wrong, and "
    + "learns little from that."
  static let advice =
    "Lower D's rate, turn an R1 penalty, instance noise or label smoothing on, or give D more dropout."

  func symptom(in evidence: Evidence) -> Symptom {
    guard evidence.batches.isWarm, evidence.facts.generatorLearns, !evidence.facts.isCritic else {
      return .absent
    }
    let lead = self.lead(in: evidence)
    let counts = !evidence.readings.isTelling || isConfirmed(in: evidence) || isUtter(in: evidence)
    return lead == .present && !counts ? .doubtful : lead
  }

  func patience(in evidence: Evidence) -> Thresholds.Patience {
    let patience = Bounds.patience
    guard !isConfirmed(in: evidence) else { return patience }
    return .init(raising: Bounds.patienceUnconfirmed, ending: patience.ending)
  }

  /// An early lead is part of a good game as long as the images get better.
  private func isConfirmed(in evidence: Evidence) -> Bool { evidence.hasStoppedImproving }

  /// Right on all, and sure of it: that is worth saying once it lasts, even while the images get better.
  private func isUtter(in evidence: Evidence) -> Bool {
    leadByAccuracy(in: evidence) == .present && leadByScores(in: evidence) == .present
  }

  private typealias Bounds = Thresholds.DiscriminatorDominates

  /// How far it is ahead, by what its logits mean.
  private func lead(in evidence: Evidence) -> Symptom {
    switch evidence.facts.meaning {
    case .logOdds:
      let leads = [leadByAccuracy(in: evidence), leadByScores(in: evidence)]
      return leads.contains(.present) ? .present : leads.contains(.doubtful) ? .doubtful : .absent
    case .label, .difference:
      return leadByScores(in: evidence)
    case .margin:
      return leadByMargin(in: evidence)
    }
  }

  private func leadByAccuracy(in evidence: Evidence) -> Symptom {
    guard let accuracy = evidence.batches.accuracy else { return .absent }
    return Symptom(
      accuracy >= Bounds.accuracy, orDoubtful: accuracy >= Bounds.accuracyEnd)
  }

  private func leadByScores(in evidence: Evidence) -> Symptom {
    guard let real = evidence.realScore, let fake = evidence.fakeScore else { return .absent }
    let lead = min(real, 1 - fake)
    return Symptom(lead > Bounds.score, orDoubtful: lead > Bounds.scoreEnd)
  }

  private func leadByMargin(in evidence: Evidence) -> Symptom {
    guard let gap = evidence.batches.logitGap.value else { return .absent }
    let isRight = leadByAccuracy(in: evidence)
    return Symptom(
      gap > Bounds.marginGap && isRight == .present,
      orDoubtful: gap > Bounds.marginGapEnd && isRight != .absent)
  }

  func sight(in evidence: Evidence) -> String {
    let accuracy = (evidence.batches.accuracy ?? 0).percent
    guard let real = evidence.batches.realScore.value, let fake = evidence.batches.fakeScore.value
    else { return "D is right on \(accuracy) of the images" }
    return "D is right on \(accuracy) of the images: it gives real ones \(real.brief), generated "
      + "ones \(fake.brief)"
  }

  func remedy(in evidence: Evidence, of pharmacy: Pharmacy) -> Alarm.Remedy? {
    // At equal rates the slope of the discriminator is the trouble, not its haste.
    let isHasty = (pharmacy.lead ?? 1) > 2
    let slower = pharmacy.lower(.discriminator)
    return isHasty ? slower : pharmacy.penalty ?? slower
  }
}
