internal import Networks
package import Tensors

/// Moves each label of the discriminator by a random part of a fixed amount, new in each batch, so
/// that no answer of it is quite right: `label + amount · U[0, 1)` (Chollet, "Deep learning with
/// Python", 2017, chapter 8.5).
package struct LabelNoise: Sendable, Equatable {
  /// In −1…1; a negative one moves labels down.
  package var amount: Float

  package init(amount: Float) {
    self.amount = amount
  }

  /// The labels with their noise.
  package func added(to labels: Tensor, using stream: inout RandomStream) -> Tensor {
    var noisy = Tensor(uniform: labels.shape, in: 0..<1, using: &stream)
    StepTrace.draw(.labelNoise, noisy)
    noisy.scale(by: amount)
    noisy.add(labels)
    return noisy
  }
}
