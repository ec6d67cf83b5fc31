internal import Tensors

/// What one training step measured on the way.
package struct StepMeasurement: Sendable, Hashable {
  package let discriminatorLoss: Float
  package let generatorLoss: Float
  /// The share of real images that the discriminator took for real.
  package let realAccuracy: Float
  /// The share of generated images that the discriminator took for generated.
  package let fakeAccuracy: Float
}

/// The share of logits that are on the side of "real", or of "fake".
///
/// A logit of exactly 0 is on neither side.
func share(of logits: some Collection<Float>, takenFor real: Bool) -> Float {
  guard !logits.isEmpty else { return 0 }
  let right = logits.lazy.filter { real ? $0 > 0 : $0 < 0 }.count
  return Float(right) / Float(logits.count)
}
