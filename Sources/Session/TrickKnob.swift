/// The strength of a training trick, which can be turned while the networks learn.
///
/// Whoever trains says which tricks a run has; the screen shows and turns them without knowing what
/// they do.
package struct TrickKnob: Sendable, Hashable, Codable {
  /// What one turn does.
  package enum Notch: Sendable, Hashable, Codable {
    /// Goes to the next multiple of a number.
    case step(Double)
    /// Multiplies or divides by a number.
    ///
    /// No factor leads to 0 and none away from it, so a value below `smallest` becomes 0, and 0
    /// becomes `smallest`.
    case factor(Double, smallest: Double = 0.001)
  }

  /// The name that commands and events use and that never changes, for example `instance_noise`.
  package var name: String
  /// What a person reads, for example `R1 penalty`.
  package var title: String
  package var value: Double
  /// The least value.
  package var lower: Double
  /// The greatest value.
  package var upper: Double
  package var notch: Notch

  package init(
    name: String, title: String, value: Double, range: ClosedRange<Double>, notch: Notch
  ) {
    self.name = name
    self.title = title
    self.value = value
    (lower, upper) = (range.lowerBound, range.upperBound)
    self.notch = notch
  }

  /// Whether a value is one that the knob can have.
  package func allows(_ value: Double) -> Bool { lower <= value && value <= upper }

  /// A value turned by one notch, within the range of the knob.
  package func turned(_ value: Double, up: Bool) -> Double {
    min(upper, max(lower, notch.turned(value, up: up)))
  }
}

extension TrickKnob.Notch {
  /// The share of a notch by which a value may miss a multiple and still count as on it.
  private static let slack = 1e-6

  /// A value turned by one notch, however far that leads.
  package func turned(_ value: Double, up: Bool) -> Double {
    up ? above(value) : below(value)
  }

  private func above(_ value: Double) -> Double {
    switch self {
    case .step(let step):
      let steps = (value / step + Self.slack).rounded(.down) + 1
      return product(steps, of: step)
    case .factor(let factor, let smallest):
      return value < smallest * (1 - Self.slack) ? smallest : value * factor
    }
  }

  private func below(_ value: Double) -> Double {
    switch self {
    case .step(let step):
      let steps = (value / step - Self.slack).rounded(.up) - 1
      return product(steps, of: step)
    case .factor(let factor, let smallest):
      let divided = value / factor
      return divided < smallest * (1 - Self.slack) ? 0 : divided
    }
  }

  /// A multiple of a step without the error of its last bit: 3 · 0.05 is 0.15.
  private func product(_ steps: Double, of step: Double) -> Double {
    let parts = (1 / step).rounded()
    let isPart = abs(parts * step - 1) < Self.slack
    return isPart ? steps / parts : steps * step
  }
}
