internal import Session
internal import Terminal

/// A setting that is turned while the networks learn, as a run has it.
struct Knob: Sendable, Equatable {
  /// Which setting of all that runs can have.
  enum Setting: Sendable, Hashable {
    case generatorRate, discriminatorRate, dropout
    /// The trick of a name.
    case trick(String)
  }

  let setting: Setting
  let name: String
  let shortName: String
  /// Its value in effect, or nil where the networks have no such setting.
  let value: Double?
  private let lower: Double
  private let upper: Double
  private let notch: TrickKnob.Notch

  /// The knobs of a run: two rates, dropout, then its tricks.
  ///
  /// Those that most runs have are there before anything is known of the run.
  static func all(of knobs: Knobs?) -> [Knob] {
    [
      Knob(
        setting: .generatorRate, name: "generator rate", shortName: "G rate",
        value: knobs?.generatorRate, lower: leastRate, upper: 10, notch: tenthOfDecade),
      Knob(
        setting: .discriminatorRate, name: "discriminator rate", shortName: "D rate",
        value: knobs?.discriminatorRate, lower: leastRate, upper: 10, notch: tenthOfDecade),
      Knob(
        setting: .dropout, name: "dropout", shortName: "dropout", value: knobs?.dropout,
        lower: 0, upper: 0.95, notch: .step(0.05)),
    ] + (knobs?.tricks ?? []).map(Knob.init)
  }

  private static let leastRate = 1e-9
  /// The tenth root of 10.
  private static let tenthOfDecade = TrickKnob.Notch.factor(1.2589254117941673, smallest: leastRate)
}

extension Knob {
  private init(_ trick: TrickKnob) {
    self.init(
      setting: .trick(trick.name), name: trick.title, shortName: trick.title, value: trick.value,
      lower: trick.lower, upper: trick.upper, notch: trick.notch)
  }

  var role: Theme.Role {
    switch setting {
    case .generatorRate: .generator
    case .discriminatorRate: .discriminator
    case .dropout, .trick: .text
    }
  }

  /// What one notch does, in words.
  var notchText: String {
    switch notch {
    case .step(let step): "one notch \(Self.text(of: step))"
    case .factor(let factor, _): "one notch x\(Self.text(of: factor))"
    }
  }

  func command(settingTo value: Double) -> TrainingCommand {
    switch setting {
    case .generatorRate: .setLearningRate(.generator, value)
    case .discriminatorRate: .setLearningRate(.discriminator, value)
    case .dropout: .setDropout(value)
    case .trick(let name): .setTrick(name, value)
    }
  }

  /// A value turned by one notch: a rate by a tenth of a decade, dropout to the next multiple of
  /// 0.05, a trick as it says.
  func turned(_ value: Double, up: Bool) -> Double {
    min(upper, max(lower, notch.turned(value, up: up)))
  }

  /// The value that was typed, or nil where it is none for this knob.
  func value(typed text: String) -> Double? {
    guard let value = Double(text), value.isFinite else { return nil }
    return accepts(value) ? value : nil
  }

  private func accepts(_ value: Double) -> Bool {
    isRate ? value > 0 && value <= upper : value >= lower && value <= upper
  }

  /// What can be typed, in words.
  var expectation: String {
    isRate
      ? "a number above 0, at most \(Self.text(of: upper)), such as 2e-4"
      : "a number from \(Self.text(of: lower)) to \(Self.text(of: upper))"
  }

  private var isRate: Bool { setting == .generatorRate || setting == .discriminatorRate }

  static func text(of value: Double) -> String { NumberText.significant(value, digits: 3) }
}

extension Knob.Setting {
  /// The name with which it is set on the command line of the screen.
  var commandName: String {
    switch self {
    case .generatorRate: "generator_rate"
    case .discriminatorRate: "discriminator_rate"
    case .dropout: "dropout"
    case .trick(let name): name
    }
  }
}
