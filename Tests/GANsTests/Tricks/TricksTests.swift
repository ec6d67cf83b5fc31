import Networks
import Tensors
import Testing

@testable import GANs

/// What holds for every trick and every loss.
struct TricksTests {
  private static let lines = [
    "label_flips = 0.2", "label_noise = 0.2", "augmentation = { translation = 0.3, cutout = 0.5 }",
    "instance_noise = { deviation = 0.3, steps = 100 }", "r1 = { weight = 1.0 }",
    "r2 = { weight = 1.0 }", "gradient_penalty = { weight = 10.0 }",
    "spectral_normalization = { iterations = 1 }",
    "generator_average = { decay = 0.9, start = 0 }",
  ]
  private let real = Tensor([8, 4, 4, 1], scalars: (0..<128).map { $0 % 16 < 8 ? 0.8 : -0.8 })

  private func makeGAN(
    _ step: TinyRecipe.Step, loss: String = "non_saturating", _ tricks: String, updates: Int = 1
  ) throws -> GAN {
    try GAN(
      recipe: TinyRecipe.recipe(step, loss: loss, tricks: tricks, updates: updates),
      image: TinyRecipe.image, seed: 1)
  }

  @Test func `every trick of the catalogue is among these lines`() {
    let names = Self.lines.compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(Set(names) == Set(trickCatalogue.map { $0.name }))
  }

  @Test(arguments: lines, TinyRecipe.Step.allCases)
  func `a trick changes the training, the same way each time, and no draw of anything else`(
    line: String, step: TinyRecipe.Step
  ) throws {
    var (plain, tricked, again) = (
      try makeGAN(step, ""), try makeGAN(step, line), try makeGAN(step, line)
    )
    for _ in 0..<2 {
      _ = plain.train(on: real)
      _ = tricked.train(on: real)
      _ = again.train(on: real)
    }
    #expect(tricked.weights == again.weights)
    #expect(tricked.weights != plain.weights)
    #expect(tricked.latents == plain.latents)
  }

  @Test(arguments: adversarialLosses.keys.sorted(), TinyRecipe.Step.allCases)
  func `with every loss the discriminator learns, and the generator against it`(
    loss: String, step: TinyRecipe.Step
  ) throws {
    var gan = try makeGAN(step, loss: loss, "")
    gan.generatorRate = 0
    for _ in 0..<150 { _ = gan.train(on: real) }
    let sure = gan.train(on: real)
    // The logits of least squares and of the Wasserstein critic have no zero in the middle.
    if !["least_squares", "wasserstein", "relativistic"].contains(loss) {
      #expect(sure.realAccuracy == 1 && sure.fakeAccuracy == 1)
    }
    (gan.generatorRate, gan.discriminatorRate) = (1e-2, 0)
    for _ in 0..<50 { _ = gan.train(on: real) }
    #expect(gan.train(on: real).generatorLoss < sure.generatorLoss)
  }

  @Test func `several updates of the discriminator have real images of their own`() throws {
    var gan = try makeGAN(.twoPhase, "", updates: 4)
    #expect(gan.recipe.step.realImages == 8)
    let (latents, optimizer) = (gan.latents.counter, gan.discriminatorOptimizer.stepCount)
    _ = gan.train(on: real)
    #expect(gan.discriminatorOptimizer.stepCount == optimizer + 4)
    #expect(gan.generatorOptimizer.stepCount == 1)
    // Five times 8 vectors of 3 numbers, 4 numbers a block.
    #expect(gan.latents.counter == latents + 5 * 6)
  }

  @Test func `a last batch too small for all updates has fewer`() throws {
    var gan = try makeGAN(.twoPhase, "", updates: 4)
    _ = gan.train(on: real.samples(0..<3))
    #expect(gan.discriminatorOptimizer.stepCount == 2)
  }

  @Test func `every setting can be turned, and is kept within its range`() throws {
    var gan = try makeGAN(.twoPhase, "")
    #expect(
      gan.settings.map(\.name) == [
        "real_label", "label_flips", "label_noise", "translation", "cutout", "instance_noise", "r1",
        "r2", "gradient_penalty",
      ])
    for setting in gan.settings {
      gan.turn(setting.name, to: 1e9)
      let turned = gan.settings.first { $0.name == setting.name }
      #expect(turned?.value == setting.range.upperBound, "\(setting.name)")
      gan.turn(setting.name, to: setting.value)
    }
    var plain = try makeGAN(.twoPhase, "")
    _ = gan.train(on: real)
    _ = plain.train(on: real)
    #expect(gan.weights == plain.weights)
  }

  @Test func `what cannot work with a loss is not offered`() throws {
    let names = try makeGAN(.twoPhase, loss: "wasserstein", "").settings.map(\.name)
    #expect(names.contains("gradient_penalty"))
    #expect(!names.contains("real_label") && !names.contains("label_noise"))
  }
}
