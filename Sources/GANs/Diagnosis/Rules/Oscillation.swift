internal import Session

/// The generator goes in circles.
struct Oscillation: DiagnosisRule {
  static let kind = Alarm.Kind.oscillation
  static let pace = DiagnosisPace.readings
  static let meaning =
    "The networks chase each other in circles: what G makes changes from one reading to the next and "
    + "does not get better on the whole."
  static let advice =
    "Look at the average generator, which lies in the middle of the circle; lower both rates, or take "
    + "momentum out (beta1 = 0)."

  private typealias Bounds = Thresholds.Oscillation

  func symptom(in evidence: Evidence) -> Symptom {
    guard evidence.facts.generatorLearns, evidence.hasStoppedImproving else { return .absent }
    let jumps = max(classJumps(in: evidence), distanceJumps(in: evidence))
    let isConfirmed = evidence.readings.averageShare.map { $0 < Bounds.averageShare } ?? true
    return Symptom(
      jumps >= Bounds.jumps && isConfirmed, orDoubtful: jumps >= Bounds.jumps / 2)
  }

  func patience(in evidence: Evidence) -> Thresholds.Patience { Bounds.patience }

  /// How many of the last steps from reading to reading changed the class histogram much.
  private func classJumps(in evidence: Evidence) -> Int {
    let balances = evidence.readings.recent.suffix(Bounds.steps + 1)
      .compactMap(evidence.balance(of:))
    return zip(balances, balances.dropFirst())
      .count { $0.totalVariation(to: $1) > Bounds.variation }
  }

  /// How many of the last steps changed the distance much, and against the step before.
  private func distanceJumps(in evidence: Evidence) -> Int {
    let recent = evidence.readings.recent.suffix(Bounds.steps + 2)
    guard let last = recent.last, last.distance > Bounds.floors * last.floor else { return 0 }
    let changes = zip(recent, recent.dropFirst()).map { before, after in
      (after.distance - before.distance) / max(before.distance, after.distance)
    }
    return zip(changes, changes.dropFirst()).count { before, after in
      before * after < 0 && min(abs(before), abs(after)) > Bounds.amplitude
    }
  }

  func sight(in evidence: Evidence) -> String {
    let distances = evidence.readings.recent.suffix(4).map(\.distance.brief)
      .joined(separator: ", ")
    return "the last distances are \(distances); shares of classes jump in "
      + "\(classJumps(in: evidence)) of the last \(Bounds.steps) readings"
  }

  func remedy(in evidence: Evidence, of pharmacy: Pharmacy) -> Alarm.Remedy? {
    pharmacy.average ?? pharmacy.lowerBoth()
  }
}
