package import Configuration
package import Tensors

/// The loss by which GANs are commonly trained (Goodfellow et al., 2014, section 3, last paragraph).
///
/// Both players lose the cross-entropy of their logits and labels, so the generator's gradient is
/// largest where the discriminator is surest of its images.
package struct NonSaturatingLoss: AdversarialLoss {
  package static let name = "non_saturating"
  package static let labels = LabelUse.both

  private let crossEntropy: CrossEntropy

  package init() {
    crossEntropy = CrossEntropy()
  }

  package init(reading training: SettingsReader) throws(ConfigurationError) {
    crossEntropy = try CrossEntropy(reading: training)
  }

  package func discriminator(
    _ logits: ImageLogits, targets: ImageLogits, reduction: LossReduction
  ) -> DiscriminatorLoss {
    DiscriminatorLoss(
      real: crossEntropy.loss(logits: logits.real, targets: targets.real),
      fake: crossEntropy.loss(logits: logits.fake, targets: targets.fake), reduction: reduction)
  }

  package func generator(fake: Tensor, real: Tensor?, label: Float) -> Loss {
    crossEntropy.loss(logits: fake, targets: Tensor(repeating: label, shape: fake.shape))
  }
}
