package import Tensors

/// The turn of one player in a training step: what it saw, what that cost it, and how its weights were
/// changed.
package struct PlayerTurn: Sendable {
  /// The name of the player's network.
  package let network: String
  /// The generated images of the batch, before any trick alters them, and the discriminator's logits.
  package let fakes: JudgedImages
  /// The real images; without any where the player sees none.
  package let reals: JudgedImages
  /// Penalties included.
  package let loss: Double
  /// The loss on each kind of images, where the step has them apart.
  package let parts: DiscriminatorLoss.Parts?
  /// The gradient of the loss by `fakes`, where the step has taken it.
  package var fakesGradient: Tensor?
  /// The latent vectors that were drawn last before the turn was reported, `[count, latent]`.
  package internal(set) var latents: Tensor?
  /// The updates of its network that the turn consists of, in order.
  package internal(set) var updates: [ParameterUpdate] = []

  package init(
    network: String, fakes: JudgedImages, reals: JudgedImages, loss: Double,
    parts: DiscriminatorLoss.Parts? = nil
  ) {
    self.network = network
    self.fakes = fakes
    self.reals = reals
    self.loss = loss
    self.parts = parts
  }
}

/// Images and the discriminator's logits, `[count, 1]`.
package struct JudgedImages: Sendable {
  package let images: Tensor
  package let logits: Tensor

  package init(_ images: Tensor, logits: Tensor) {
    self.images = images
    self.logits = logits
  }
}

/// One update of a network along the gradients of a batch.
package struct ParameterUpdate: Sendable {
  package let network: String
  /// As the schedule had it for this update.
  package let rate: Float
  /// The parameters before the update, in the order of the gradients.
  package let before: [NamedTensor]
  /// What the optimizer was given, before it clips.
  package let gradients: [Tensor]
}
