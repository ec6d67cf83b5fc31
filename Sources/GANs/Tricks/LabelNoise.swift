package import Configuration
package import Networks
package import Tensors

/// Moves each label of the discriminator by a random part of a fixed amount, new in each batch.
///
/// No answer of the discriminator is then quite right: `label + amount · U[0, 1)` (Chollet, "Deep
/// learning with Python", 2017, chapter 8.5).
package struct LabelNoise: Trick {
  package static let name = "label_noise"

  /// In −1…1; a negative one moves labels down.
  package var amount: Float = 0

  package init() {}

  package init(amount: Float) {
    self.amount = amount
  }

  package init(reading tricks: SettingsReader) throws(ConfigurationError) {
    amount = Float(try tricks.number(Self.name, in: -1...1))
  }

  package var settings: [TrickSetting] {
    [
      TrickSetting(
        Self.name, title: "label noise", value: Double(shortest: amount), range: -1...1,
        notch: .step(0.05))
    ]
  }

  package mutating func turn(_ setting: String, to value: Double) {
    if setting == Self.name { amount = Float(value) }
  }

  package func misfit(_ players: Players) -> String? {
    amount == 0 ? nil : players.misfitWithoutLabels
  }

  package func move(
    _ targets: inout ImageLogits, from labels: ImageLabels, _ random: inout RandomStream
  ) {
    guard amount != 0 else { return }
    let (fakes, reals) = (targets.fake.count, targets.real.count)
    let noise = Tensor(uniform: [fakes + reals, 1], in: 0..<1, using: &random)
    StepTrace.draw(.labelNoise, noise)
    targets.fake.add(noise.samples(0..<fakes), scaledBy: amount)
    targets.real.add(noise.samples(fakes..<fakes + reals), scaledBy: amount)
  }
}

extension Players {
  /// Why a trick with labels cannot work, if it cannot.
  var misfitWithoutLabels: String? {
    let loss = type(of: loss)
    return loss.labels == .none ? "the loss '\(loss.name)' has no labels" : nil
  }
}
