internal import Session

/// How one state is told from the series of a run.
///
/// A rule is a pure function: `Vigil` counts for how long it says the same.
protocol DiagnosisRule: Sendable {
  static var kind: Alarm.Kind { get }
  /// What it looks at.
  static var pace: DiagnosisPace { get }
  /// What the state means, in a sentence for somebody who has never seen it.
  static var meaning: String { get }
  /// What one can try, in a sentence.
  static var advice: String { get }

  init()

  /// Whether the last batch, or reading, has the state.
  func symptom(in evidence: Evidence) -> Symptom
  /// For how many batches, or readings, in a row it must have it.
  func patience(in evidence: Evidence) -> Thresholds.Patience
  /// What is seen, with its numbers.
  func sight(in evidence: Evidence) -> String
  /// The first thing to try, where the program can do it.
  func remedy(in evidence: Evidence, of pharmacy: Pharmacy) -> Alarm.Remedy?
}

/// After what a rule looks.
enum DiagnosisPace: Sendable {
  case batches
  case readings
}

/// What a rule says of one moment.
enum Symptom: Sendable, Hashable {
  /// The state is there: so an alarm is raised.
  case present
  /// Neither: an alarm that is raised stays, and none is raised.
  case doubtful
  /// The state is not there: so an alarm ends.
  case absent

  /// Present from one number on, absent on the other side of a second one.
  init(_ isPresent: Bool, orDoubtful isDoubtful: Bool) {
    self = isPresent ? .present : isDoubtful ? .doubtful : .absent
  }
}

extension DiagnosisRule {
  /// The alarm that it raises now.
  func alarm(in evidence: Evidence, of pharmacy: Pharmacy) -> Alarm {
    Alarm(
      kind: Self.kind, seen: sight(in: evidence), meaning: Self.meaning, advice: Self.advice,
      remedy: remedy(in: evidence, of: pharmacy))
  }
}

/// Counts for how long a rule has said the same.
struct Vigil: Sendable, Hashable {
  private(set) var isRaised = false
  /// The batch with which the last streak began that counts for a change.
  private(set) var streakStart = 0
  /// The first batch since which the state was never absent; nil where it is.
  private(set) var doubtStart: Int?
  private var streak = 0

  /// - Parameter step: the batch of which the symptom is.
  /// - Returns: whether an alarm was raised or ended by it; see `isRaised`.
  mutating func follow(
    _ symptom: Symptom, patience: Thresholds.Patience, at step: Int
  ) -> Bool {
    doubtStart = symptom == .absent ? nil : doubtStart ?? step
    guard symptom == (isRaised ? .absent : .present) else {
      streak = 0
      return false
    }
    if streak == 0 { streakStart = step }
    streak += 1
    guard streak >= (isRaised ? patience.ending : patience.raising) else { return false }
    isRaised.toggle()
    streak = 0
    return true
  }

  /// Forgets everything.
  mutating func end() {
    self = Vigil()
  }
}
