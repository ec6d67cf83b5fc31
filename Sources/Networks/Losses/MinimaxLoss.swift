package import Configuration
package import Tensors

/// The game of two players for one value (Goodfellow et al., 2014, equation 1).
///
/// The discriminator loses the cross-entropy; the generator wins what the discriminator loses on its
/// images: `log(1 − sigmoid(z)) = −softplus(z)`. Where the discriminator is sure of them this is flat.
package struct MinimaxLoss: AdversarialLoss {
  package static let name = "minimax"
  package static let labels = LabelUse.discriminator

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
    Loss(of: fake) { logit in
      let term = clippedSoftplus(logit, within: crossEntropy.logitLimit)
      return LogitTerm(value: -term.value, slope: -term.slope)
    }
  }
}
