import Datasets
import GANs
import Networks
import Tensors
import Testing

struct GANTrainingTests {
  private func makeGAN(_ step: TinyRecipe.Step = .twoPhase, seed: UInt64 = 1) throws -> GAN {
    try GAN(recipe: TinyRecipe.recipe(step), image: TinyRecipe.image, seed: seed)
  }

  /// Images with a bright upper half and a dark lower one.
  private let real = Tensor(
    [8, 4, 4, 1], scalars: (0..<8 * 16).map { $0 % 16 < 8 ? 0.8 : -0.8 })

  @Test(arguments: TinyRecipe.Step.allCases)
  func `a step changes every parameter of both networks`(step: TinyRecipe.Step) throws {
    var gan = try makeGAN(step)
    let before = gan.weights
    _ = gan.train(on: real)
    for (old, new) in zip(before, gan.weights) {
      #expect(old.name == new.name)
      #expect(old.tensor != new.tensor, "\(old.name)")
    }
  }

  @Test(arguments: TinyRecipe.Step.allCases)
  func `the same seed gives the same bits, another seed others`(step: TinyRecipe.Step) throws {
    func weights(seed: UInt64) throws -> [NamedTensor] {
      var gan = try makeGAN(step, seed: seed)
      for _ in 0..<5 { _ = gan.train(on: real) }
      return gan.weights
    }
    #expect(try weights(seed: 3) == weights(seed: 3))
    #expect(try weights(seed: 3) != weights(seed: 4))
  }

  @Test(arguments: TinyRecipe.Step.allCases)
  func `with the generator's rate at 0 the discriminator learns to tell them apart`(
    step: TinyRecipe.Step
  ) throws {
    var gan = try makeGAN(step)
    gan.generatorRate = 0
    let generator = gan.generator.tensors
    let first = gan.train(on: real)
    var last = first
    for _ in 0..<200 { last = gan.train(on: real) }
    #expect(gan.generator.tensors == generator)
    #expect(last.realAccuracy == 1 && last.fakeAccuracy == 1)
    #expect(last.discriminatorLoss < first.discriminatorLoss / 2)
    #expect(last.generatorLoss > first.generatorLoss)
  }

  @Test(arguments: TinyRecipe.Step.allCases)
  func `with the discriminator's rate at 0 the generator learns to please it`(
    step: TinyRecipe.Step
  ) throws {
    var gan = try makeGAN(step)
    gan.discriminatorRate = 0
    let discriminator = gan.discriminator.tensors
    let first = gan.train(on: real)
    var last = first
    for _ in 0..<200 { last = gan.train(on: real) }
    #expect(gan.discriminator.tensors == discriminator)
    #expect(last.generatorLoss < first.generatorLoss)
  }

  @Test(arguments: TinyRecipe.Step.allCases)
  func `together they come to make the data's images`(step: TinyRecipe.Step) throws {
    var gan = try makeGAN(step)
    for _ in 0..<400 { _ = gan.train(on: real) }
    var stream = RandomStream(seed: 9, purpose: .display)
    let images = gan.images(
      from: LatentSpace(count: 3).vectors(32, using: &stream))
    let scalars = images.scalars
    let upper = scalars.enumerated().filter { $0.offset % 16 < 8 }.map(\.element)
    let lower = scalars.enumerated().filter { $0.offset % 16 >= 8 }.map(\.element)
    #expect(upper.reduce(0, +) / Float(upper.count) > 0.4)
    #expect(lower.reduce(0, +) / Float(lower.count) < -0.4)
  }

  @Test(arguments: TinyRecipe.Step.allCases)
  func `a last batch that is smaller is trained as well`(step: TinyRecipe.Step) throws {
    var gan = try makeGAN(step)
    let measured = gan.train(on: real.samples(0..<3))
    #expect(measured.discriminatorLoss.isFinite && measured.generatorLoss.isFinite)
  }

  @Test func `a trained generator makes the images of the GAN whose weights it has`() throws {
    var gan = try makeGAN()
    _ = gan.train(on: real)
    let generator = try TrainedGenerator(
      recipe: gan.recipe, image: [4, 4, 1], weights: gan.weights)
    let latents = generator.latents(300, seed: 5)
    #expect(
      generator.images(from: latents)
        == gan.recipe.pixels.pixels(of: gan.images(from: latents)))
  }

  @Test func `weights of another recipe are refused by name`() throws {
    let gan = try makeGAN()
    let wrong = gan.weights.filter { $0.name != "generator.0.bias" }
    #expect {
      try TrainedGenerator(recipe: gan.recipe, image: [4, 4, 1], weights: wrong)
    } throws: {
      String(describing: $0).contains("the tensor generator.0.bias is missing")
    }
  }
}
