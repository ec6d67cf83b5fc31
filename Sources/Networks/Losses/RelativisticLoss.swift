package import Tensors

/// Each image is judged against one of the other kind (Jolicoeur-Martineau, "The relativistic
/// discriminator", 2018; paired as in Huang et al., "The GAN is dead; long live the GAN!", 2024):
/// the discriminator loses `softplus(z_fake − z_real)`, the generator `softplus(z_real − z_fake)`.
///
/// Where there are more images of one kind, the others begin again: pair `i` is image `i` modulo the
/// count of each kind. The loss is the mean over the pairs.
package struct RelativisticLoss: AdversarialLoss {
  package static let name = "relativistic"
  package static let labels = LabelUse.none
  package static let meaning = LogitMeaning.difference
  package static let needsRealLogits = true

  package init() {}

  package func discriminator(
    _ logits: ImageLogits, targets: ImageLogits, reduction: LossReduction
  ) -> DiscriminatorLoss {
    let pairs = Pairs(winners: logits.real, losers: logits.fake)
    return DiscriminatorLoss(
      value: pairs.mean,
      gradients: ImageLogits(real: pairs.winnerGradient, fake: pairs.loserGradient))
  }

  package func generator(fake: Tensor, real: Tensor?, label: Float) -> Loss {
    guard let real else { preconditionFailure("a relativistic generator needs real logits") }
    let pairs = Pairs(winners: fake, losers: real)
    return Loss(
      values: Tensor(rounding: [pairs.mean]), gradient: pairs.winnerGradient)
  }
}

/// `softplus(loser − winner)` over all pairs.
private struct Pairs {
  let mean: Double
  let winnerGradient: Tensor
  let loserGradient: Tensor

  init(winners: Tensor, losers: Tensor) {
    let (high, low) = (winners.scalars.map(Double.init), losers.scalars.map(Double.init))
    let count = max(high.count, low.count)
    var (sum, highSlopes, lowSlopes) = (0.0, high.map { _ in 0.0 }, low.map { _ in 0.0 })
    for pair in 0..<count {
      let (winner, loser) = (pair % high.count, pair % low.count)
      let term = softplus(low[loser] - high[winner])
      sum += term.value
      highSlopes[winner] -= term.slope / Double(count)
      lowSlopes[loser] += term.slope / Double(count)
    }
    mean = sum / Double(count)
    winnerGradient = Tensor(rounding: highSlopes).reshaped(to: winners.shape)
    loserGradient = Tensor(rounding: lowSlopes).reshaped(to: losers.shape)
  }
}
