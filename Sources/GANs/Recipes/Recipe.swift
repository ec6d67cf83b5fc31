package import Datasets
package import Networks

/// A complete way to train a GAN, as its file states it.
///
/// Two networks, their optimizers, the data, and what one training step does. Nothing has a default;
/// what may be left out is then not done.
package struct Recipe: Sendable {
  /// The order in which images are drawn.
  package enum ImageOrder: String, Sendable, CaseIterable {
    /// Each image once an epoch, in a new order each epoch.
    case shuffled
    /// Each image once an epoch, always in the order of the data.
    case sequential
    /// Each batch is drawn from all images, so that some come twice and some not at all.
    case replacement
  }

  package struct Player: Sendable {
    package var layers: [any LayerDescription]
    /// The optimizer before its first step.
    package var optimizer: any Optimizer
  }

  package var name: String
  package var title: String
  package var source: String
  package var dataset: String
  package var pixels: PixelRange
  package var epochs: Int
  /// How many images count as one batch; with the size of the data it sets the batches of an epoch.
  ///
  /// A step may use fewer real ones.
  package var batch: Int
  package var lastBatch: BatchOrder.Remainder
  package var order: ImageOrder
  /// What the generator makes images of.
  package var latent: LatentSpace
  package var generator: Player
  package var discriminator: Player
  /// What each player wants.
  package var loss: any AdversarialLoss
  /// What one training step does.
  package var step: any TrainingStep
  package var tricks: Tricks
  /// The file's text, to be kept with a run.
  package var text: String
  /// The file's name, for error messages.
  package var file: String

  /// The same recipe with another batch size: all counts of images in proportion.
  package func withBatch(_ size: Int) -> Recipe {
    var recipe = self
    recipe.batch = size
    recipe.step = step.resized { max(1, $0 * size / batch) }
    return recipe
  }
}
