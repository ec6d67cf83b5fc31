package import Datasets
package import Networks

/// A complete way to train a GAN, as its file states it.
///
/// Two networks, their optimizers, the data, and what one training step does; nothing has a default.
package struct Recipe: Sendable {
  /// The order in which images are drawn.
  package enum ImageOrder: String, Sendable, CaseIterable {
    /// Each image once an epoch, in a new order each epoch.
    case shuffled
    /// Each batch is drawn from all images, so that some come twice and some not at all.
    case replacement
  }

  package struct Player: Sendable {
    package var layers: [any LayerDescription]
    /// The optimizer before its first step.
    package var optimizer: any Optimizer
  }

  /// The first phase of a step: one update of the discriminator on real and generated images.
  package struct DiscriminatorPhase: Sendable, Equatable {
    /// How many real images a batch holds.
    package var real: Int
    /// How many generated images a batch holds.
    package var fake: Int
    /// The mode of the generator while it makes them.
    package var fakesFrom: GeneratorMode
    /// The label of real images: 1, or less where it is smoothed.
    package var realLabel: Float
    package var fakeLabel: Float
  }

  /// The second phase of a step: one update of the generator through the frozen discriminator.
  package struct GeneratorPhase: Sendable, Equatable {
    /// How many images it makes from fresh latent vectors.
    package var samples: Int
    /// The label that it wants the discriminator to give them.
    package var label: Float
  }

  /// How the generator runs while it makes images for the discriminator.
  package enum GeneratorMode: String, Sendable, CaseIterable {
    /// With the moving averages of its batch normalisations, as Keras's `predict` does.
    case inference
    /// With the statistics of the batch, as in its own training step.
    case training
  }

  package enum Loss: String, Sendable, CaseIterable {
    /// Binary cross-entropy computed from logits, the mean over the batch.
    case binaryCrossEntropy = "binary_cross_entropy"
  }

  package var name: String
  package var title: String
  package var source: String
  package var dataset: String
  package var pixels: PixelRange
  package var epochs: Int
  /// How many images count as one batch; with the size of the data it sets the batches of an epoch.
  package var batch: Int
  package var lastBatch: BatchOrder.Remainder
  package var order: ImageOrder
  /// The number of scalars of a latent vector, drawn from N(0, 1).
  package var latent: Int
  package var generator: Player
  package var discriminator: Player
  package var discriminatorPhase: DiscriminatorPhase
  package var generatorPhase: GeneratorPhase
  /// The file's text, to be kept with a run.
  package var text: String
  /// The file's name, for error messages.
  package var file: String

  /// The same recipe with another batch size: all counts of images in proportion.
  package func withBatch(_ size: Int) -> Recipe {
    func scaled(_ count: Int) -> Int { max(1, count * size / batch) }
    var recipe = self
    recipe.batch = size
    recipe.discriminatorPhase.real = scaled(discriminatorPhase.real)
    recipe.discriminatorPhase.fake = scaled(discriminatorPhase.fake)
    recipe.generatorPhase.samples = scaled(generatorPhase.samples)
    return recipe
  }
}
