internal import Networks
internal import Session

/// The discriminator takes for real what gets worse and worse.
struct BrokenDiscriminator: DiagnosisRule {
  static let kind = Alarm.Kind.brokenDiscriminator
  static let pace = DiagnosisPace.batches
  static let meaning =
    "G has found images that D takes for real although they are not good: nobody corrects it any more."
  static let advice =
    "Raise D's rate or lower G's, turn label flips off, and see in slow motion whether D's weights "
    + "still change."

  private typealias Bounds = Thresholds.BrokenDiscriminator

  func symptom(in evidence: Evidence) -> Symptom {
    // A critic's estimates are relative: it cannot take most of both for real.
    guard evidence.batches.isWarm, evidence.facts.generatorLearns,
      evidence.facts.meaning != .difference, let fooled = evidence.fakeScore,
      let accuracy = evidence.batches.accuracy
    else { return .absent }
    let isPresent = fooled > Bounds.fakeScore && accuracy < Bounds.accuracy
    let isConfirmed =
      !evidence.readings.isTelling || evidence.readings.progress.rise > Thresholds.Progress.lost
    return Symptom(isPresent && isConfirmed, orDoubtful: fooled > Bounds.fakeScoreEnd)
  }

  func patience(in evidence: Evidence) -> Thresholds.Patience {
    guard !evidence.readings.isTelling else { return Bounds.patience }
    return .init(raising: Bounds.patienceUnconfirmed, ending: Bounds.patience.ending)
  }

  func sight(in evidence: Evidence) -> String {
    let fooled = (evidence.batches.fakeScore.value ?? 0).brief
    let accuracy = (evidence.batches.accuracy ?? 0).percent
    let course = evidence.readings.progress
    guard let best = course.best, let current = course.current else {
      return "D gives generated images \(fooled) and is right on \(accuracy) of all"
    }
    return "D gives generated images \(fooled) and is right on \(accuracy) of all, while their "
      + "distance rose from \(best.brief) to \(current.brief)"
  }

  func remedy(in evidence: Evidence, of pharmacy: Pharmacy) -> Alarm.Remedy? {
    let isSlow = (pharmacy.lead ?? 1) < 0.5
    return pharmacy.turnOff("label_flips")
      ?? (isSlow ? pharmacy.lower(.generator) : pharmacy.raise(.discriminator))
  }
}
