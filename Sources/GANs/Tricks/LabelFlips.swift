package import Configuration
package import Networks
package import Tensors

/// Now and then calls a real image fake and the other way round, so that the discriminator cannot be
/// sure (Chintala et al., "How to train a GAN?", 2016, trick 6).
package struct LabelFlips: Trick {
  package static let name = "label_flips"

  /// The share of labels that are exchanged, each on its own.
  package var share: Float = 0

  package init() {}

  package init(share: Float) {
    self.share = share
  }

  package init(reading tricks: SettingsReader) throws(ConfigurationError) {
    share = Float(try tricks.number(Self.name, in: 0...1))
  }

  package var settings: [TrickSetting] { [.share(Self.name, title: "label flips", share)] }

  package mutating func turn(_ setting: String, to value: Double) {
    if setting == Self.name { share = Float(value) }
  }

  package func misfit(_ players: Players) -> String? {
    share == 0 ? nil : players.misfitWithoutLabels
  }

  package func move(
    _ targets: inout ImageLogits, from labels: ImageLabels, _ random: inout RandomStream
  ) {
    guard share > 0 else { return }
    let (fakes, reals) = (targets.fake.count, targets.real.count)
    let draws = Tensor(uniform: [fakes + reals, 1], in: 0..<1, using: &random).scalars
    let flips = draws.map { $0 < share ? Float(1) : 0 }
    StepTrace.draw(.labelFlips, Tensor([fakes + reals, 1], scalars: flips))
    let distance = labels.real - labels.fake
    targets.fake.add(
      Tensor([fakes, 1], scalars: Array(flips[..<fakes])), scaledBy: distance)
    targets.real.add(
      Tensor([reals, 1], scalars: Array(flips[fakes...])), scaledBy: -distance)
  }
}
