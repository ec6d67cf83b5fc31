/// What one training step measured: the very numbers from which its gradients were made.
package struct BatchMetrics: Sendable, Hashable, Codable {
  /// The epoch, counted from 1.
  package var epoch: Int
  /// The batch within the epoch, counted from 1.
  package var batch: Int
  /// The batch within the run, counted from 1.
  package var step: Int
  /// The loss of the discriminator, as its recipe defines it.
  package var discriminatorLoss: Float
  /// The loss of the generator, as its recipe defines it.
  package var generatorLoss: Float
  /// The share of real images that the discriminator took for real, 0 to 1.
  package var realAccuracy: Float
  /// The share of generated images that the discriminator took for generated, 0 to 1.
  package var fakeAccuracy: Float
  /// What else the step measured; nil in runs of programs that did not.
  package var signals: Signals?

  /// What shows how the game of the two networks stands, beyond losses and accuracies.
  package struct Signals: Sendable, Hashable, Codable {
    /// The mean of the discriminator's estimates that an image is real, over the real and over the
    /// generated ones, 0 to 1; see `SampleView.scores`.
    package var realScore: Float
    package var fakeScore: Float
    /// The mean logit of the real images less that of the generated ones.
    package var logitGap: Float
    /// The Euclidean norms of both networks' gradients, of the last update where there are several,
    /// before the optimizer clips them; the generator's is 0 where it does not learn.
    package var discriminatorGradient: Float
    package var generatorGradient: Float

    package init(
      realScore: Float, fakeScore: Float, logitGap: Float, discriminatorGradient: Float,
      generatorGradient: Float
    ) {
      self.realScore = realScore
      self.fakeScore = fakeScore
      self.logitGap = logitGap
      self.discriminatorGradient = discriminatorGradient
      self.generatorGradient = generatorGradient
    }
  }

  package init(
    epoch: Int, batch: Int, step: Int, discriminatorLoss: Float, generatorLoss: Float,
    realAccuracy: Float, fakeAccuracy: Float, signals: Signals? = nil
  ) {
    self.epoch = epoch
    self.batch = batch
    self.step = step
    self.discriminatorLoss = discriminatorLoss
    self.generatorLoss = generatorLoss
    self.realAccuracy = realAccuracy
    self.fakeAccuracy = fakeAccuracy
    self.signals = signals
  }
}
