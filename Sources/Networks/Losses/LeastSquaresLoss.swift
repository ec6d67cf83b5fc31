package import Tensors

/// Half the squared distance of each logit from its label (Mao et al., "Least squares generative
/// adversarial networks", 2017, equation 2): `½ (z − y)²`, so that images far on the right side are
/// drawn back too.
package struct LeastSquaresLoss: AdversarialLoss {
  package static let name = "least_squares"
  package static let labels = LabelUse.both
  package static let meaning = LogitMeaning.label

  package init() {}

  package func discriminator(
    _ logits: ImageLogits, targets: ImageLogits, reduction: LossReduction
  ) -> DiscriminatorLoss {
    DiscriminatorLoss(
      real: Loss(of: logits.real, targets: targets.real, halfSquare),
      fake: Loss(of: logits.fake, targets: targets.fake, halfSquare), reduction: reduction)
  }

  package func generator(fake: Tensor, real: Tensor?, label: Float) -> Loss {
    Loss(of: fake) { halfSquare($0, Double(label)) }
  }
}

private func halfSquare(_ logit: Double, _ target: Double) -> LogitTerm {
  LogitTerm(value: (logit - target) * (logit - target) / 2, slope: logit - target)
}
