/// Every family of adversarial losses that a recipe can name.
package let adversarialLosses: [String: any AdversarialLoss.Type] = [
  MinimaxLoss.name: MinimaxLoss.self,
  NonSaturatingLoss.name: NonSaturatingLoss.self,
  LeastSquaresLoss.name: LeastSquaresLoss.self,
  HingeLoss.name: HingeLoss.self,
  RelativisticLoss.name: RelativisticLoss.self,
  WassersteinLoss.name: WassersteinLoss.self,
]
