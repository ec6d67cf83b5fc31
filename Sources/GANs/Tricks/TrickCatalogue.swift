/// Every trick that a recipe can name, in the order in which they take their turns.
let trickCatalogue: [any Trick.Type] = [
  LabelFlips.self,
  LabelNoise.self,
  Augmentation.self,
  InstanceNoise.self,
  RealPenalty.self,
  FakePenalty.self,
  SlopePenalty.self,
  SpectralConstraint.self,
  GeneratorAverage.self,
]
