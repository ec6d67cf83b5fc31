internal import Session

/// The images were better before.
struct PeakPassed: DiagnosisRule {
  static let kind = Alarm.Kind.peakPassed
  static let pace = DiagnosisPace.readings
  static let meaning =
    "The images were nearer to the real ones before; training on makes them worse."
  static let advice =
    "Go back to the best reading and keep that generator, or go on from there with lower rates."

  private typealias Bounds = Thresholds.PeakPassed

  func symptom(in evidence: Evidence) -> Symptom {
    let progress = evidence.readings.progress
    guard evidence.facts.generatorLearns, evidence.readings.isTelling, progress.isStalled,
      let best = progress.best, let current = progress.current, let last = evidence.readings.last
    else { return .absent }
    let isFar = current - best > Bounds.floors * last.floor
    return Symptom(
      isFar && progress.rise > Bounds.rise, orDoubtful: progress.rise > Bounds.riseEnd)
  }

  func patience(in evidence: Evidence) -> Thresholds.Patience { Bounds.patience }

  func sight(in evidence: Evidence) -> String {
    let progress = evidence.readings.progress
    return "the distance to the real images was \((progress.best ?? 0).brief) at batch "
      + "\(progress.bestStep) and is \((progress.current ?? 0).brief) now"
  }

  func remedy(in evidence: Evidence, of pharmacy: Pharmacy) -> Alarm.Remedy? {
    pharmacy.rewind(to: evidence.retreat().best) { $0.lowerBoth() }
  }
}
