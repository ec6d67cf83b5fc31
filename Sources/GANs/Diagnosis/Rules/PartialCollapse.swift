internal import Session

/// Whole kinds of images are missing.
struct PartialCollapse: DiagnosisRule {
  static let kind = Alarm.Kind.partialCollapse
  static let pace = DiagnosisPace.readings
  static let meaning =
    "G makes only some of the kinds of images there are: those that D finds hardest to tell from real "
    + "ones."
  static let advice =
    "Turn an R1 penalty on, or go back to where more kinds were left; spectral normalization and a "
    + "minibatch deviation layer help from the start."

  private typealias Bounds = Thresholds.PartialCollapse

  func symptom(in evidence: Evidence) -> Symptom {
    guard evidence.facts.generatorLearns else { return .absent }
    let isPresent = isUnbalanced(evidence) || isNarrow(evidence)
    return Symptom(
      isPresent && evidence.hasStoppedImproving, orDoubtful: isPresent || isDoubtful(evidence))
  }

  func patience(in evidence: Evidence) -> Thresholds.Patience { Bounds.patience }

  /// Classes are missing, and others are not well covered either.
  private func isUnbalanced(_ evidence: Evidence) -> Bool {
    guard let balance = evidence.balance else { return false }
    let isLosing =
      balance.scaledDivergence > Bounds.divergence || balance.lostShare >= Bounds.lostShare
    return isLosing && evidence.variety.map { $0 < Bounds.variety } ?? true
  }

  /// Every class may be there, but hardly any variety within.
  private func isNarrow(_ evidence: Evidence) -> Bool {
    guard let recall = evidence.recall, let coverage = evidence.coverage else { return false }
    return recall < Bounds.narrowRecall && coverage < Bounds.narrowCoverage
  }

  private func isDoubtful(_ evidence: Evidence) -> Bool {
    guard let balance = evidence.balance else { return false }
    let isLosing =
      balance.scaledDivergence > Bounds.divergenceEnd || balance.lostShare >= Bounds.lostShare
    return isLosing && evidence.variety.map { $0 < Bounds.varietyEnd } ?? true
  }

  func sight(in evidence: Evidence) -> String {
    evidence.sightOfClasses + evidence.sightOfVariety
  }

  func remedy(in evidence: Evidence, of pharmacy: Pharmacy) -> Alarm.Remedy? {
    pharmacy.penalty
      ?? pharmacy.rewind(to: evidence.retreat().newest) { $0.lowerBoth() }
  }
}

// What is seen of a collapse, partial or full.
extension Evidence {
  /// The classes that are missing, by name: `no image of 4, 6 and 8 among 1000 (KL 0.89)`.
  var sightOfClasses: String {
    guard let last = readings.last else { return "" }
    guard let balance else { return "of \(last.count) images " }
    let divergence = "(KL \(balance.divergence.brief))"
    guard !balance.lost.isEmpty else {
      return "all \(balance.classes) classes are there \(divergence), "
    }
    let left = balance.classes - balance.lost.count
    return "hardly any \(list(names(of: balance.lost))) among \(last.count) images, so \(left) of "
      + "\(balance.classes) classes are left \(divergence), "
  }

  /// How diverse the images are beside real ones.
  var sightOfVariety: String {
    var parts: [String] = []
    if let recall = readings.last?.recall, let real = real?.recall {
      parts.append("recall \(recall.brief) (real images \(real.brief))")
    }
    if let deviation { parts.append("pixels vary \(deviation.percent) as much as real ones") }
    return list(parts)
  }

  private func names(of classes: [Int]) -> [String] {
    let names = judge?.classNames ?? []
    return classes.map { names.indices.contains($0) ? names[$0] : "class \($0)" }
  }

  private func list(_ words: [String]) -> String {
    guard words.count > 1, let last = words.last else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }
}
