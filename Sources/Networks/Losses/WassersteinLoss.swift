package import Tensors

/// The critic's estimate of the earth mover's distance (Arjovsky et al., 2017): `mean z` of generated
/// images minus that of real ones; the generator loses `−z`.
///
/// It means that distance only while the critic's slope is bounded: use it with a gradient penalty
/// (Gulrajani et al., 2017) or spectral normalisation.
package struct WassersteinLoss: AdversarialLoss {
  package static let name = "wasserstein"
  package static let labels = LabelUse.none
  package static let meaning = LogitMeaning.difference

  package init() {}

  package func discriminator(
    _ logits: ImageLogits, targets: ImageLogits, reduction: LossReduction
  ) -> DiscriminatorLoss {
    DiscriminatorLoss(
      real: Loss(of: logits.real) { LogitTerm(value: -$0, slope: -1) },
      fake: Loss(of: logits.fake) { LogitTerm(value: $0, slope: 1) }, reduction: .sumOfMeans)
  }

  package func generator(fake: Tensor, real: Tensor?, label: Float) -> Loss {
    Loss(of: fake) { LogitTerm(value: -$0, slope: -1) }
  }
}
