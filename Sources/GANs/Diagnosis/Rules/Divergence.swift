internal import Networks
internal import Session

/// Losses or gradients are beyond all bounds, or are no numbers any more.
struct Divergence: DiagnosisRule {
  static let kind = Alarm.Kind.divergence
  static let pace = DiagnosisPace.batches
  static let meaning =
    "Each update makes the next one larger: the weights run away, and what the networks had learned "
    + "is lost."
  static let advice = "Go back to the last good state and lower both rates."

  private typealias Bounds = Thresholds.Divergence

  func symptom(in evidence: Evidence) -> Symptom {
    guard let last = evidence.batches.last else { return .absent }
    let isPresent =
      !last.isFinite || hasExplodingLoss(evidence) || hasExplodingGradient(evidence)
    return isPresent ? .present : .absent
  }

  /// What is no number is no number at once.
  func patience(in evidence: Evidence) -> Thresholds.Patience {
    let isFinite = evidence.batches.last?.isFinite ?? true
    return isFinite
      ? Bounds.patience : .init(raising: 1, ending: Bounds.patience.ending)
  }

  /// A critic's loss has no bounds, and the generator's is a logit where there is a margin.
  private func hasExplodingLoss(_ evidence: Evidence) -> Bool {
    guard !evidence.facts.isCritic, let last = evidence.batches.last else { return false }
    let isBounded = evidence.facts.meaning == .logOdds
    return abs(Double(last.discriminatorLoss)) > Bounds.loss
      || isBounded && abs(Double(last.generatorLoss)) > Bounds.loss
  }

  private func hasExplodingGradient(_ evidence: Evidence) -> Bool {
    let batches = evidence.batches
    guard let signals = batches.last?.signals else { return false }
    return isExploding(signals.discriminatorGradient, usual: batches.usualDiscriminatorGradient)
      || isExploding(signals.generatorGradient, usual: batches.usualGeneratorGradient)
  }

  private func isExploding(_ norm: Float, usual: RunningMedian) -> Bool {
    guard let median = usual.value, usual.count > Thresholds.averaged else { return false }
    return Double(norm) > max(Bounds.gradient, Bounds.gradientRise * median)
  }

  func sight(in evidence: Evidence) -> String {
    guard let last = evidence.batches.last else { return "" }
    let losses =
      "D's loss is \(Double(last.discriminatorLoss).brief), G's \(Double(last.generatorLoss).brief)"
    guard let signals = last.signals else { return losses }
    return losses + "; the norms of the gradients are "
      + "\(Double(signals.discriminatorGradient).brief) and \(Double(signals.generatorGradient).brief)"
  }

  func remedy(in evidence: Evidence, of pharmacy: Pharmacy) -> Alarm.Remedy? {
    let step = evidence.batches.step
    // Rates with which a run does not even begin are not twice too high.
    let divisor: Double = step <= Thresholds.warmUp ? 10 : 2
    // What runs away has begun to before it is seen.
    let place = evidence.retreat(through: max(0, step - Thresholds.averaged)).newest
    return pharmacy.rewind(to: place) { $0.lowerBoth(by: divisor) }
  }
}

extension BatchMetrics {
  /// Whether all that was measured are numbers.
  fileprivate var isFinite: Bool {
    let losses = [discriminatorLoss, generatorLoss]
    let gradients = signals.map { [$0.discriminatorGradient, $0.generatorGradient] } ?? []
    return (losses + gradients).allSatisfy(\.isFinite)
  }
}
