/// A state of the training that needs a person: what was seen, what it means, and what to try.
package struct Alarm: Sendable, Hashable, Codable {
  /// The states that are looked for.
  package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    case discriminatorDominates = "discriminator_dominates"
    case vanishingGradient = "vanishing_gradient"
    case brokenDiscriminator = "broken_discriminator"
    case partialCollapse = "partial_collapse"
    case fullCollapse = "full_collapse"
    case oscillation
    case divergence
    case overfitting
    case peakPassed = "peak_passed"
    case saturatedPixels = "saturated_pixels"
    case checkerboard
  }

  /// What to try, as one key does it.
  package struct Remedy: Sendable, Hashable, Codable {
    /// In a few words, for example `halve D's rate to 1e-4`.
    package var title: String
    /// What is asked of the training, in this order.
    package var commands: [TrainingCommand]

    package init(title: String, commands: [TrainingCommand]) {
      self.title = title
      self.commands = commands
    }
  }

  package var kind: Kind
  /// What was seen, with its numbers: `D is right on 99 % of the images for 200 batches`.
  package var seen: String
  /// What it means, in a sentence for somebody who has never seen it.
  package var meaning: String
  /// What one can try, in a sentence.
  package var advice: String
  /// The first thing to try, where the program can do it.
  package var remedy: Remedy?

  package init(
    kind: Kind, seen: String, meaning: String, advice: String, remedy: Remedy? = nil
  ) {
    self.kind = kind
    self.seen = seen
    self.meaning = meaning
    self.advice = advice
    self.remedy = remedy
  }

  /// The state in a few words: `D dominates`.
  package var title: String { kind.title }
}

extension Alarm.Kind {
  /// The state in a few words: `D dominates`.
  package var title: String {
    switch self {
    case .discriminatorDominates: "D dominates"
    case .vanishingGradient: "G's gradient vanishes"
    case .brokenDiscriminator: "G fools a broken D"
    case .partialCollapse: "partial mode collapse"
    case .fullCollapse: "mode collapse"
    case .oscillation: "oscillation"
    case .divergence: "divergence"
    case .overfitting: "D overfits"
    case .peakPassed: "past the best"
    case .saturatedPixels: "saturated pixels"
    case .checkerboard: "checkerboard"
    }
  }
}

extension BranchLine {
  /// The alarms that were raised and have not ended, oldest first.
  package var openAlarms: [Alarm] {
    var open: [Alarm] = []
    for event in events {
      switch event.kind {
      case .alarm(let alarm):
        open.removeAll { $0.kind == alarm.kind }
        open.append(alarm)
      case .alarmEnded(let kind):
        open.removeAll { $0.kind == kind }
      default: break
      }
    }
    return open
  }

  /// The readings of one source, oldest first.
  package func readings(of source: QualityReading.Source) -> [QualityReading] {
    quality.filter { $0.source == source }
  }
}
