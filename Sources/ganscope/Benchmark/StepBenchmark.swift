import GANs
import Networks
import Tensors

/// Trains a recipe on synthetic images, and times its steps.
struct StepBenchmark {
  let recipe: Recipe
  let precision: Precision
  private let networks: (generator: NetworkSummary, discriminator: NetworkSummary)
  private var gan: GAN
  private var images: SyntheticImages

  /// What the timed steps came to.
  struct Measurement {
    /// Of each step, from taking the real images to both losses being numbers, in seconds.
    var times: [Double] = []
    /// From the start of the process to the end of the first step.
    var startup: Double?
    var losses: (discriminator: Float, generator: Float) = (0, 0)
    /// The blocks of memory that were allocated for tensors.
    var allocations = 0
    var processors: (own: Double, others: Double?) = (0, nil)
    var peakMegabytes = 0.0
  }

  /// Builds the networks.
  init(recipe: Recipe, precision: Precision) throws(RecipeError) {
    (self.recipe, self.precision) = (recipe, precision)
    networks = try recipe.summaries()
    let image = networks.generator.rows.last?.outputShape ?? [recipe.latent.count]
    gan = try GAN(recipe: recipe, image: image, seed: 1, precision: precision)
    images = SyntheticImages(image, range: recipe.pixels)
  }

  /// Runs the first step, those to warm up, and those that are timed.
  ///
  /// - Parameters:
  ///   - steps: how many are timed, at least one.
  ///   - warmup: how many are not, besides the first.
  ///   - profile: is told where the time of the timed steps goes.
  mutating func run(steps: Int, warmup: Int, profile: StepProfile? = nil) -> Measurement {
    var result = Measurement()
    train()
    result.startup = ProcessUsage.secondsSinceStart
    for _ in 0..<warmup { train() }

    let (blocks, usage) = (allocatedBlockCount, ProcessUsage())
    for _ in 0..<steps {
      let start = ContinuousClock.now
      let losses = profile.map { $0.record { train() } } ?? train()
      result.times.append(start.duration(to: .now) / .seconds(1))
      result.losses = losses
    }
    result.processors = ProcessUsage().processors(since: usage)
    result.allocations = allocatedBlockCount - blocks
    result.peakMegabytes = ProcessUsage.peakMegabytes
    return result
  }

  /// One step.
  @discardableResult
  mutating func train() -> (discriminator: Float, generator: Float) {
    Workers.withTeam {
      let real = StepProfile.measure(.realImages) { images.batch(recipe.step.realImages) }
      let step = gan.train(on: real)
      return (step.discriminatorLoss, step.generatorLoss)
    }
  }
}

extension StepBenchmark {
  /// For example `step dense, float32`.
  var name: String { "step \(recipe.name), \(precision.rawValue)" }

  /// By the direct count.
  var operations: Double {
    operationsPerStep(
      recipe, generator: PassOperations(networks.generator),
      discriminator: PassOperations(networks.discriminator))
  }

  /// Of each network, with the statistics that no optimizer changes and without.
  var parameterCounts: [String: [Int]] {
    [
      "generator": [
        networks.generator.parameterCount, networks.generator.trainableParameterCount,
      ],
      "discriminator": [
        networks.discriminator.parameterCount, networks.discriminator.trainableParameterCount,
      ],
    ]
  }
}
