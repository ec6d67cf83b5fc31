internal import Datasets
internal import Networks
package import Tensors

/// A generator with the weights of a run, which makes images and learns no more.
package struct TrainedGenerator: Sendable {
  private let network: Network
  private let pixels: PixelRange
  private let space: LatentSpace
  /// The most images that are made at once, so that memory stays bounded.
  private static let batch = 256

  /// - Parameters:
  ///   - image: the shape of one image, `[row, column, channel]`.
  ///   - weights: the run's weights.
  /// - Throws: that the weights are not those of the recipe's generator.
  package init(recipe: Recipe, image: Shape, weights: [NamedTensor]) throws(RecipeError) {
    var random = RandomStream(seed: 0, purpose: .weights)
    var network = try recipe.network(
      .generator, input: [recipe.latent.count], makes: image, random: &random)
    do {
      try network.takeWeights(weights)
    } catch {
      throw .unfit("these are not weights of \(recipe.file): \(error)")
    }
    self.network = network
    pixels = recipe.pixels
    space = recipe.latent
  }

  /// The number of scalars of a latent vector.
  package var latent: Int { space.count }

  /// Latent vectors of the recipe's distribution, `[count, latent]`; the same for the same seed.
  package func latents(_ count: Int, seed: UInt64) -> Tensor {
    var stream = RandomStream(seed: seed, purpose: .display)
    return space.vectors(count, using: &stream)
  }

  /// The 8-bit images of latent vectors `[count, latent]`, one after the other.
  package func images(from latents: Tensor) -> [UInt8] {
    var images: [UInt8] = []
    for start in stride(from: 0, to: latents.shape[0], by: Self.batch) {
      let range = start..<min(start + Self.batch, latents.shape[0])
      images += pixels.pixels(of: network.inferred(latents.samples(range)))
    }
    return images
  }
}
