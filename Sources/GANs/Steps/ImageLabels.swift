internal import Configuration
internal import Tensors

/// What the discriminator is to say of images; 1 is real, 0 is fake.
package struct ImageLabels: Sendable, Equatable {
  /// 1, or less where it is smoothed.
  package var real: Float
  package var fake: Float
  package var noise: LabelNoise?

  package init(real: Float, fake: Float, noise: LabelNoise?) {
    self.real = real
    self.fake = fake
    self.noise = noise
  }

  /// The targets of a batch, `[fake + real, 1]`: those of the fakes followed by those of the real
  /// images.
  func targets(fake fakeCount: Int, real realCount: Int, using noises: inout RandomStream) -> Tensor
  {
    let labels = Tensor(
      [fakeCount + realCount, 1],
      scalars: [Float](repeating: fake, count: fakeCount)
        + [Float](repeating: real, count: realCount))
    return noise?.added(to: labels, using: &noises) ?? labels
  }
}

extension ImageLabels {
  /// Reads `real_label`, `fake_label` and, where there is any, `label_noise`.
  init(reading reader: SettingsReader) throws(ConfigurationError) {
    real = Float(try reader.number("real_label", in: 0...1))
    fake = Float(try reader.number("fake_label", in: 0...1))
    noise =
      reader.has("label_noise")
      ? LabelNoise(amount: Float(try reader.number("label_noise", in: -1...1))) : nil
  }
}
