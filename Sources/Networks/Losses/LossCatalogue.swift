package import Configuration

/// Every family of adversarial losses that a recipe can name.
package let adversarialLosses: [String: any AdversarialLoss.Type] = [
  MinimaxLoss.name: MinimaxLoss.self,
  NonSaturatingLoss.name: NonSaturatingLoss.self,
  LeastSquaresLoss.name: LeastSquaresLoss.self,
  HingeLoss.name: HingeLoss.self,
  RelativisticLoss.name: RelativisticLoss.self,
  WassersteinLoss.name: WassersteinLoss.self,
]

/// Reads the loss of a recipe from its `[training]`: the family, and what that leaves open.
package func readLoss(
  _ training: SettingsReader
) throws(ConfigurationError) -> any AdversarialLoss {
  try training.choice("loss", among: adversarialLosses).init(reading: training)
}
