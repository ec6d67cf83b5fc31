package import Tensors

/// Only logits within the margin count (Lim and Ye, "Geometric GAN", 2017; Miyato et al., 2018,
/// equations 16 and 17): `max(0, 1 − z)` of real images plus `max(0, 1 + z)` of generated ones; the
/// generator loses `−z`.
package struct HingeLoss: AdversarialLoss {
  package static let name = "hinge"
  package static let labels = LabelUse.none
  package static let meaning = LogitMeaning.margin

  package init() {}

  package func discriminator(
    _ logits: ImageLogits, targets: ImageLogits, reduction: LossReduction
  ) -> DiscriminatorLoss {
    DiscriminatorLoss(
      real: Loss(of: logits.real) { $0 < 1 ? LogitTerm(value: 1 - $0, slope: -1) : .nothing },
      fake: Loss(of: logits.fake) { $0 > -1 ? LogitTerm(value: 1 + $0, slope: 1) : .nothing },
      reduction: .sumOfMeans)
  }

  package func generator(fake: Tensor, real: Tensor?, label: Float) -> Loss {
    Loss(of: fake) { LogitTerm(value: -$0, slope: -1) }
  }
}

extension LogitTerm {
  fileprivate static let nothing = LogitTerm(value: 0, slope: 0)
}
