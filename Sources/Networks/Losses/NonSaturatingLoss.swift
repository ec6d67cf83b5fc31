package import Tensors

/// The loss by which GANs are commonly trained (Goodfellow et al., 2014, section 3, last paragraph).
///
/// Both players lose the cross-entropy of their logits and labels, so the generator's gradient is
/// largest where the discriminator is surest of its images.
package struct NonSaturatingLoss: CrossEntropyLoss {
  package static let name = "non_saturating"
  package static let labels = LabelUse.both
  package static let meaning = LogitMeaning.logOdds

  package let crossEntropy: CrossEntropy

  package init(_ crossEntropy: CrossEntropy) {
    self.crossEntropy = crossEntropy
  }

  package func generator(fake: Tensor, real: Tensor?, label: Float) -> Loss {
    crossEntropy.loss(logits: fake, targets: Tensor(repeating: label, shape: fake.shape))
  }
}
