internal import Session
internal import Terminal

/// A setting that is turned while the networks learn.
enum Knob: Int, CaseIterable, Sendable {
  case generatorRate, discriminatorRate, dropout

  var name: String {
    switch self {
    case .generatorRate: "generator rate"
    case .discriminatorRate: "discriminator rate"
    case .dropout: "dropout"
    }
  }

  var shortName: String {
    switch self {
    case .generatorRate: "G rate"
    case .discriminatorRate: "D rate"
    case .dropout: "dropout"
    }
  }

  var role: Theme.Role {
    switch self {
    case .generatorRate: .generator
    case .discriminatorRate: .discriminator
    case .dropout: .text
    }
  }

  /// What one notch does, in words.
  var notch: String {
    self == .dropout ? "one notch 0.05" : "one notch x1.26"
  }

  /// Its value, or nil where the networks have no such setting.
  func value(in knobs: Knobs?) -> Double? {
    switch self {
    case .generatorRate: knobs?.generatorRate
    case .discriminatorRate: knobs?.discriminatorRate
    case .dropout: knobs?.dropout
    }
  }

  func command(settingTo value: Double) -> TrainingCommand {
    switch self {
    case .generatorRate: .setLearningRate(.generator, value)
    case .discriminatorRate: .setLearningRate(.discriminator, value)
    case .dropout: .setDropout(value)
    }
  }

  /// A value turned by one notch: a rate by a tenth of a decade, dropout to the next multiple of
  /// 0.05.
  func turned(_ value: Double, up: Bool) -> Double {
    switch self {
    case .generatorRate, .discriminatorRate:
      return min(10, max(1e-9, up ? value * Self.notchFactor : value / Self.notchFactor))
    case .dropout:
      let twentieths = value * 20
      let next = up ? (twentieths + 1e-6).rounded(.down) + 1 : (twentieths - 1e-6).rounded(.up) - 1
      return min(0.95, max(0, next / 20))
    }
  }

  /// The tenth root of 10.
  static let notchFactor = 1.2589254117941673

  /// The value that was typed, or nil where it is none for this knob.
  func value(typed text: String) -> Double? {
    guard let value = Double(text), value.isFinite else { return nil }
    switch self {
    case .generatorRate, .discriminatorRate: return value > 0 && value <= 10 ? value : nil
    case .dropout: return value >= 0 && value <= 0.95 ? value : nil
    }
  }

  /// What can be typed, in words.
  var expectation: String {
    self == .dropout ? "a number from 0 to 0.95" : "a number above 0, at most 10, such as 2e-4"
  }

  static func text(of value: Double) -> String { NumberText.significant(value, digits: 3) }
}
