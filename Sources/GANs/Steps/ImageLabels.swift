internal import Configuration
internal import Networks
internal import Tensors

/// What the discriminator is to say of images; 1 is real, 0 is fake.
package struct ImageLabels: Sendable, Equatable {
  /// 1, or less where it is smoothed.
  package var real: Float
  package var fake: Float

  package init(real: Float, fake: Float) {
    self.real = real
    self.fake = fake
  }

  /// The targets of so many images, before any trick.
  func targets(real realCount: Int, fake fakeCount: Int) -> ImageLogits {
    ImageLogits(
      real: Tensor(repeating: real, shape: [realCount, 1]),
      fake: Tensor(repeating: fake, shape: [fakeCount, 1]))
  }
}

extension ImageLabels {
  /// Reads `real_label` and `fake_label`; a loss without labels has neither, and they count for nothing.
  init(
    reading reader: SettingsReader, for loss: any AdversarialLoss
  ) throws(ConfigurationError) {
    self.init(real: 1, fake: 0)
    guard type(of: loss).labels != .none else {
      for key in ["real_label", "fake_label"] { try reader.refuseLabel(key, of: loss) }
      return
    }
    real = Float(try reader.number("real_label", in: 0...1))
    fake = Float(try reader.number("fake_label", in: 0...1))
  }
}

extension SettingsReader {
  /// Reads the label that the generator wants its images to get, where the loss compares with it.
  func generatorLabel(for loss: any AdversarialLoss) throws(ConfigurationError) -> Float {
    guard type(of: loss).labels == .both else {
      try refuseLabel("label", of: loss)
      return 1
    }
    return Float(try number("label", in: 0...1))
  }

  fileprivate func refuseLabel(
    _ key: String, of loss: any AdversarialLoss
  ) throws(ConfigurationError) {
    guard has(key) else { return }
    throw error("the loss '\(type(of: loss).name)' compares with no such label", at: key)
  }
}
