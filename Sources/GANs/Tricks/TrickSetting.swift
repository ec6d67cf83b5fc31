/// A number of a training that can be turned while the networks learn.
package struct TrickSetting: Sendable, Equatable {
  /// How far one notch turns it.
  package enum Notch: Sendable, Equatable {
    case step(Double)
    /// From 0 the first notch leads to the smallest value.
    case factor(Double, smallest: Double)
  }

  /// A stable name, for example `instance_noise`.
  package let name: String
  /// What a person reads, for example `instance noise`.
  package let title: String
  package var value: Double
  package let range: ClosedRange<Double>
  package let notch: Notch

  package init(
    _ name: String, title: String, value: Double, range: ClosedRange<Double>, notch: Notch
  ) {
    self.name = name
    self.title = title
    self.value = value
    self.range = range
    self.notch = notch
  }

  /// A share, in 0…1, turned in steps of 0.05.
  static func share(_ name: String, title: String, _ value: Float) -> TrickSetting {
    TrickSetting(
      name, title: title, value: Double(shortest: value), range: 0...1, notch: .step(0.05))
  }

  /// The weight of a term of a loss, 0 for none, turned by tenths of a decade.
  static func weight(_ name: String, title: String, _ value: Float) -> TrickSetting {
    TrickSetting(
      name, title: title, value: Double(shortest: value), range: 0...1000,
      notch: .factor(1.2589254117941673, smallest: 0.01))
  }
}

extension Double {
  /// The number that a person means who writes a `Float` with its fewest digits: 0.0002, not
  /// 0.00019999999494757503.
  package init(shortest value: Float) {
    self = Double(value.description) ?? Double(value)
  }
}
