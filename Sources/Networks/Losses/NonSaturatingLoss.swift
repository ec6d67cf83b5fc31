package import Tensors

/// The loss by which GANs are commonly trained (Goodfellow et al., 2014, section 3, last paragraph).
///
/// Both players lose the cross-entropy of their logits and labels, so the generator's gradient is
/// largest where the discriminator is surest of its images.
package struct NonSaturatingLoss: AdversarialLoss {
  package static let name = "non_saturating"
  package static let labels = LabelUse.both

  package init() {}

  package func discriminator(
    _ logits: ImageLogits, targets: ImageLogits, reduction: LossReduction
  ) -> DiscriminatorLoss {
    DiscriminatorLoss(
      real: binaryCrossEntropy(logits: logits.real, targets: targets.real),
      fake: binaryCrossEntropy(logits: logits.fake, targets: targets.fake), reduction: reduction)
  }

  package func generator(fake: Tensor, real: Tensor?, label: Float) -> Loss {
    binaryCrossEntropy(logits: fake, targets: Tensor(repeating: label, shape: fake.shape))
  }
}
