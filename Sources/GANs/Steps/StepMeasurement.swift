internal import Tensors

/// What one training step measured on the way.
package struct StepMeasurement: Sendable, Hashable {
  package let discriminatorLoss: Float
  package let generatorLoss: Float
  /// The share of real images that the discriminator took for real.
  package let realAccuracy: Float
  /// The share of generated images that the discriminator took for generated.
  package let fakeAccuracy: Float

  /// - Parameters:
  ///   - realLogits: what the discriminator said of the real images that it learned on.
  ///   - fakeLogits: what it said of the generated ones.
  init(
    discriminatorLoss: Float, generatorLoss: Float, realLogits: some Collection<Float>,
    fakeLogits: some Collection<Float>
  ) {
    self.discriminatorLoss = discriminatorLoss
    self.generatorLoss = generatorLoss
    realAccuracy = share(of: realLogits, takenFor: true)
    fakeAccuracy = share(of: fakeLogits, takenFor: false)
  }
}

/// The share of logits that are on the side of "real", or of "fake".
///
/// A logit of exactly 0 is on neither side.
private func share(of logits: some Collection<Float>, takenFor real: Bool) -> Float {
  guard !logits.isEmpty else { return 0 }
  let right = logits.lazy.filter { real ? $0 > 0 : $0 < 0 }.count
  return Float(right) / Float(logits.count)
}
