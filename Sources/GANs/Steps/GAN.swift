package import Networks
package import Tensors

/// The two networks of a recipe with their optimizers, and the streams from which they draw.
package struct GAN: Sendable {
  package let recipe: Recipe
  package internal(set) var generator: Network
  package internal(set) var discriminator: Network
  var generatorOptimizer: any Optimizer
  var discriminatorOptimizer: any Optimizer
  var latents: RandomStream
  var dropout: RandomStream
  var labelNoise: RandomStream
  /// To which products and convolutions round their operands.
  let precision: Precision

  /// Builds both networks with fresh weights.
  ///
  /// - Parameters:
  ///   - image: the shape of one image of the data, `[row, column, channel]`.
  ///   - precision: to which products and convolutions round their operands.
  /// - Throws: that a layer does not fit to its input, the generator not to the data, or that the
  ///   discriminator does not end in one logit.
  package init(
    recipe: Recipe, image: Shape, seed: UInt64, precision: Precision = .float32
  ) throws(RecipeError) {
    self.recipe = recipe
    self.precision = precision
    var weights = RandomStream(seed: seed, purpose: .weights)
    generator = try recipe.network(
      .generator, input: [recipe.latent], makes: image, random: &weights)
    discriminator = try recipe.network(.discriminator, input: image, makes: [1], random: &weights)
    generatorOptimizer = recipe.generator.optimizer
    discriminatorOptimizer = recipe.discriminator.optimizer
    latents = RandomStream(seed: seed, purpose: .latent)
    dropout = RandomStream(seed: seed, purpose: .dropout)
    labelNoise = RandomStream(seed: seed, purpose: .noise)
  }

  /// One training step, as the recipe's rule has it.
  ///
  /// - Parameter real: `[recipe.step.realImages or fewer, row, column, channel]`.
  package mutating func train(on real: Tensor) -> StepMeasurement {
    recipe.step.train(&self, on: real)
  }

  /// The images that the generator makes of latent vectors, in inference mode.
  ///
  /// - Parameter latents: `[count, latent]`.
  package func images(from latents: Tensor) -> Tensor {
    generator.inferred(latents, precision: precision)
  }

  /// The tensors of both networks under their stable names.
  package var weights: [NamedTensor] { generator.tensors + discriminator.tensors }

  /// The number of scalars of each network, moving statistics included.
  package var parameterCounts: (generator: Int, discriminator: Int) {
    (generator.parameterCount, discriminator.parameterCount)
  }

  /// Draws latent vectors from N(0, 1).
  package static func latentVectors(
    _ count: Int, latent: Int, using stream: inout RandomStream
  ) -> Tensor {
    Tensor(normal: [count, latent], mean: 0, deviation: 1, using: &stream)
  }

  /// Draws the next latent vectors of the training.
  mutating func drawLatentVectors(_ count: Int) -> Tensor {
    let vectors = StepProfile.measure(.latents) {
      Self.latentVectors(count, latent: recipe.latent, using: &latents)
    }
    StepTrace.draw(.latents, vectors)
    return vectors
  }
}

extension GAN {
  package var generatorRate: Float {
    get { generatorOptimizer.learningRate }
    set { generatorOptimizer.learningRate = newValue }
  }

  package var discriminatorRate: Float {
    get { discriminatorOptimizer.learningRate }
    set { discriminatorOptimizer.learningRate = newValue }
  }

  /// The rate of the discriminator's dropout layers, or nil where it has none.
  package var dropoutRate: Float? {
    get { discriminator.dropoutRate }
    set { discriminator.dropoutRate = newValue }
  }
}
