internal import Networks
internal import Tensors

/// What one training step measured on the way.
package struct StepMeasurement: Sendable, Hashable {
  /// The mean over the discriminator's updates, penalties included.
  package let discriminatorLoss: Float
  package let generatorLoss: Float
  /// The share of real images that the discriminator took for real.
  package let realAccuracy: Float
  /// The share of generated images that the discriminator took for generated.
  package let fakeAccuracy: Float

  /// - Parameter verdicts: what the discriminator said at each of its updates.
  init(_ verdicts: [DiscriminatorVerdict], generatorLoss: Double) {
    discriminatorLoss = Float(
      verdicts.reduce(0) { $0 + $1.loss } / Double(max(1, verdicts.count)))
    self.generatorLoss = Float(generatorLoss)
    realAccuracy = share(of: verdicts.flatMap(\.logits.real.scalars), takenFor: true)
    fakeAccuracy = share(of: verdicts.flatMap(\.logits.fake.scalars), takenFor: false)
  }
}

/// The share of logits that are on the side of "real", or of "fake".
///
/// A logit of exactly 0 is on neither side.
private func share(of logits: [Float], takenFor real: Bool) -> Float {
  guard !logits.isEmpty else { return 0 }
  let right = logits.lazy.filter { real ? $0 > 0 : $0 < 0 }.count
  return Float(right) / Float(logits.count)
}
