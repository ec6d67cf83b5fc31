package import Configuration
internal import Networks
internal import Tensors

/// A trick that keeps the discriminator's gradient by its input small: a weight, and what it weighs.
package protocol InputPenalty: Trick {
  /// What a person reads.
  static var title: String { get }
  /// 0 where it is off.
  var weight: Float { get set }
}

extension InputPenalty {
  package init(weight: Float) {
    self.init()
    self.weight = weight
  }

  /// Reads `{ weight = … }`.
  package init(reading tricks: SettingsReader) throws(ConfigurationError) {
    self.init()
    let reader = try tricks.table(Self.name)
    weight = Float(try reader.number("weight", in: 0...1000))
    try reader.finish()
  }

  package var settings: [TrickSetting] { [.weight(Self.name, title: Self.title, weight)] }

  package mutating func turn(_ setting: String, to value: Double) {
    if setting == Self.name { weight = Float(value) }
  }

  package func misfit(_ players: Players) -> String? {
    guard weight > 0, let layer = players.discriminator.layerWithoutTangent else { return nil }
    return
      "layer \(layer.number) of the discriminator (\(layer.kind)) has no exact second derivative"
  }

  /// `weight / 2 · mean ‖∇ₓ D(x)‖²`, or nil where the weight is 0.
  func halfSquaredGradient(
    of discriminator: inout Network, at images: @autoclosure () -> Tensor, count: Int,
    _ pass: inout ForwardPass
  ) -> InputGradientPenalty? {
    guard weight > 0, count > 0 else { return nil }
    let share = Double(weight) / Double(count)
    return discriminator.inputGradientPenalty(of: images(), &pass) { squares in
      let sum = squares.reduce(0) { $0 + Double($1) }
      return (share / 2 * sum, squares.map { _ in Float(share) })
    }
  }
}
