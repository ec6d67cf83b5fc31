package import Networks
package import Tensors

/// The two networks of a recipe with their optimizers, and the streams from which they draw.
package struct GAN: Sendable {
  package internal(set) var recipe: Recipe
  package internal(set) var generator: Network
  package internal(set) var discriminator: Network
  var generatorOptimizer: any Optimizer
  var discriminatorOptimizer: any Optimizer
  package internal(set) var tricks: Tricks
  /// How many steps have been trained.
  package internal(set) var stepCount = 0
  /// Whether a step's measurement holds the images that the discriminator was shown.
  package var keepsFakes = false
  /// The parameter at which the first backward pass broke that gave numbers which are none in the last
  /// step; nil where all gradients were finite.
  package private(set) var brokenGradient: String?
  var latents: RandomStream
  var dropout: RandomStream
  /// To which products and convolutions round their operands.
  let precision: Precision

  /// Builds both networks with fresh weights.
  ///
  /// - Parameters:
  ///   - image: the shape of one image of the data, `[row, column, channel]`.
  ///   - precision: to which products and convolutions round their operands.
  /// - Throws: that a layer does not fit to its input, the generator not to the data, a trick not to the
  ///   networks, or that the discriminator does not end in one logit.
  package init(
    recipe: Recipe, image: Shape, seed: UInt64, precision: Precision = .float32
  ) throws(RecipeError) {
    self.recipe = recipe
    self.precision = precision
    var weights = RandomStream(seed: seed, purpose: .weights)
    generator = try recipe.network(
      .generator, input: [recipe.latent.count], makes: image, random: &weights)
    discriminator = try recipe.network(.discriminator, input: image, makes: [1], random: &weights)
    generatorOptimizer = recipe.generator.optimizer
    discriminatorOptimizer = recipe.discriminator.optimizer
    latents = RandomStream(seed: seed, purpose: .latent)
    dropout = RandomStream(seed: seed, purpose: .dropout)
    tricks = recipe.tricks
    try recipe.checkTricks(players)
    tricks.begin(players, seed: seed)
  }

  /// What tricks must fit to.
  private var players: Players {
    Players(generator: generator, discriminator: discriminator, loss: recipe.loss)
  }

  /// One training step, as the recipe's rule has it.
  ///
  /// - Parameter real: `[recipe.step.realImages or fewer, row, column, channel]`.
  package mutating func train(on real: Tensor) -> StepMeasurement {
    defer { stepCount += 1 }
    brokenGradient = nil
    return recipe.step.train(&self, on: real)
  }

  /// Notes where gradients broke of which the norm is no finite number.
  mutating func noteBreak(of gradients: NetworkGradients, in network: Network) {
    guard brokenGradient == nil, let place = gradients.lastNonFinite else { return }
    brokenGradient = network.parameters[place].name
  }

  /// The images that the generator makes of latent vectors, in inference mode.
  ///
  /// - Parameters:
  ///   - latents: `[count, latent]`.
  ///   - average: with the average of its weights, where there is one by now.
  package func images(from latents: Tensor, average: Bool = false) -> Tensor {
    let network = average ? averageGenerator ?? generator : generator
    return network.inferred(latents, precision: precision)
  }

  /// The generator with the average of its weights, where there is one by now.
  var averageGenerator: Network? { tricks.trick(GeneratorAverage.self)?.generator }

  /// Whether an average of the generator's weights is kept.
  package var keepsAverage: Bool { (tricks.trick(GeneratorAverage.self)?.decay ?? 0) > 0 }

  /// The tensors of both networks and of tricks under their stable names.
  package var weights: [NamedTensor] {
    generator.tensors + discriminator.tensors + tricks.state
  }

  /// The number of scalars of each network, moving statistics included.
  package var parameterCounts: (generator: Int, discriminator: Int) {
    (generator.parameterCount, discriminator.parameterCount)
  }

  /// Draws the next latent vectors of the training, `[count, latent]`.
  mutating func drawLatentVectors(_ count: Int) -> Tensor {
    let vectors = StepProfile.measure(.latents) {
      recipe.latent.vectors(count, using: &latents)
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

  /// Everything else that can be turned while the networks learn: the labels and the tricks that can
  /// work here.
  package var settings: [TrickSetting] {
    let label =
      type(of: recipe.loss).labels == .none
      ? [] : [TrickSetting.share(Self.realLabel, title: "real label", recipe.step.labels.real)]
    return label + tricks.settings(players)
  }

  /// Turns one of `settings`; others are passed over, and a value is kept within its range.
  package mutating func turn(_ name: String, to value: Double) {
    guard let setting = settings.first(where: { $0.name == name }), !value.isNaN else { return }
    let value = min(max(value, setting.range.lowerBound), setting.range.upperBound)
    if name == Self.realLabel { recipe.step.labels.real = Float(value) }
    tricks.turn(name, to: value)
  }

  private static let realLabel = "real_label"
}
