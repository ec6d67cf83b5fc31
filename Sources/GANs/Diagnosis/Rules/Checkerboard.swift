internal import Session

/// The images have a pattern of single pixels.
struct Checkerboard: DiagnosisRule {
  static let kind = Alarm.Kind.checkerboard
  static let pace = DiagnosisPace.readings
  static let meaning =
    "Where the kernels of G's transposed convolutions overlap unevenly, every other pixel is lighter; "
    + "G has not learned to make up for it."
  static let advice =
    "Train on; if it stays, take a recipe whose kernel is a multiple of its stride (4 by 4 with stride "
    + "2), or one that enlarges first and convolves then."

  private typealias Bounds = Thresholds.Checkerboard

  func symptom(in evidence: Evidence) -> Symptom {
    guard evidence.facts.hasTransposedConvolutions, evidence.facts.generatorLearns,
      let energy = evidence.readings.last?.checkerboard, energy.isFinite
    else { return .absent }
    return Symptom(
      energy > Bounds.energy && evidence.hasStoppedImproving,
      orDoubtful: energy > Bounds.energyEnd)
  }

  func patience(in evidence: Evidence) -> Thresholds.Patience { Bounds.patience }

  func sight(in evidence: Evidence) -> String {
    let energy = (evidence.readings.last?.checkerboard ?? 0).brief
    return "rows and columns alternate with \(energy) times the energy of real images"
  }

  /// It is in the layers, which no knob turns.
  func remedy(in evidence: Evidence, of pharmacy: Pharmacy) -> Alarm.Remedy? { nil }
}
