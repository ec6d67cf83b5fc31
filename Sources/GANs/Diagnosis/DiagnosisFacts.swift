internal import Datasets
package import Networks

/// What a diagnosis must know of a run that does not change while it trains.
package struct DiagnosisFacts: Sendable, Hashable {
  /// What the discriminator's logits say.
  package var meaning: LogitMeaning
  /// Whether the loss is that of a critic: without bounds, and the better the nearer the critic is to its
  /// best, so that one that leads is no fault.
  package var isCritic: Bool
  /// The labels that the discriminator is to give to real and to generated images.
  package var realLabel: Double
  package var fakeLabel: Double
  /// False where the discriminator learns alone: to be right on all images is then the aim.
  package var generatorLearns: Bool
  /// Whether the generator enlarges images by transposed convolutions, which can leave a checkerboard.
  package var hasTransposedConvolutions: Bool
  /// How many batches an epoch has.
  package var batchesPerEpoch: Int
  /// The weight that an R1 penalty begins with.
  package var penaltyWeight: Double

  package init(
    meaning: LogitMeaning = .logOdds, isCritic: Bool = false, realLabel: Double = 1,
    fakeLabel: Double = 0, generatorLearns: Bool = true, hasTransposedConvolutions: Bool = true,
    batchesPerEpoch: Int, penaltyWeight: Double = 1
  ) {
    self.meaning = meaning
    self.isCritic = isCritic
    self.realLabel = realLabel
    self.fakeLabel = fakeLabel
    self.generatorLearns = generatorLearns
    self.hasTransposedConvolutions = hasTransposedConvolutions
    self.batchesPerEpoch = batchesPerEpoch
    self.penaltyWeight = penaltyWeight
  }
}

extension DiagnosisFacts {
  /// The facts of a run by its recipe.
  package init(_ recipe: Recipe, batchesPerEpoch: Int) {
    let labels = recipe.step.labels
    self.init(
      meaning: type(of: recipe.loss).meaning, isCritic: recipe.loss is WassersteinLoss,
      realLabel: Double(labels.real), fakeLabel: Double(labels.fake),
      generatorLearns: !(recipe.step is DiscriminatorStep),
      hasTransposedConvolutions: recipe.generator.layers.contains {
        $0 is Conv2DTranspose.Description
      },
      batchesPerEpoch: batchesPerEpoch,
      // Pixels in twice the range have gradients of half the size, whose squares are a quarter.
      penaltyWeight: recipe.pixels == .symmetric ? 4 : 1)
  }
}
