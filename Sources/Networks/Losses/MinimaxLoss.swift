package import Tensors

/// The game of two players for one value (Goodfellow et al., 2014, equation 1).
///
/// The discriminator loses the cross-entropy; the generator wins what the discriminator loses on its
/// images: `log(1 − sigmoid(z)) = −softplus(z)`. Where the discriminator is sure of them this is flat.
package struct MinimaxLoss: CrossEntropyLoss {
  package static let name = "minimax"
  package static let labels = LabelUse.discriminator
  package static let meaning = LogitMeaning.logOdds

  package let crossEntropy: CrossEntropy

  package init(_ crossEntropy: CrossEntropy) {
    self.crossEntropy = crossEntropy
  }

  package func generator(fake: Tensor, real: Tensor?, label: Float) -> Loss {
    Loss(of: fake) { logit in
      let term = clippedSoftplus(logit, within: crossEntropy.logitLimit)
      return LogitTerm(value: -term.value, slope: -term.slope)
    }
  }
}
