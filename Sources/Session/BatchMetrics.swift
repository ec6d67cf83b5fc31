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

  package init(
    epoch: Int, batch: Int, step: Int, discriminatorLoss: Float, generatorLoss: Float,
    realAccuracy: Float, fakeAccuracy: Float
  ) {
    self.epoch = epoch
    self.batch = batch
    self.step = step
    self.discriminatorLoss = discriminatorLoss
    self.generatorLoss = generatorLoss
    self.realAccuracy = realAccuracy
    self.fakeAccuracy = fakeAccuracy
  }
}
