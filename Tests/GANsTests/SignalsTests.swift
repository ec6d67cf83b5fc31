import Networks
import Session
import Tensors
import Testing

@testable import GANs

/// What a step says of the game besides losses and accuracies.
struct SignalsTests {
  private let real = Tensor(
    [8, 4, 4, 1], scalars: (0..<8 * 16).map { $0 % 16 < 8 ? 0.8 : -0.8 })

  private func measured(
    _ step: TinyRecipe.Step, loss: String = "non_saturating", tricks: String = ""
  ) throws -> StepMeasurement {
    var gan = try GAN(
      recipe: TinyRecipe.recipe(step, loss: loss, tricks: tricks, updates: 1),
      image: TinyRecipe.image, seed: 2)
    return gan.train(on: real)
  }

  @Test(arguments: TinyRecipe.Step.allCases, ["non_saturating", "hinge", "least_squares"])
  func `scores are the means of what each logit says, and the gap that of the logits`(
    step: TinyRecipe.Step, loss: String
  ) throws {
    let recipe = try TinyRecipe.recipe(step, loss: loss)
    let measured = try measured(step, loss: loss)
    let logits = try #require(measured.logits.first)
    func score(_ logits: Tensor) -> Float {
      let scores = logits.scalars.map { type(of: recipe.loss).meaning.score(of: $0, middle: 0) }
      return scores.reduce(0, +) / Float(scores.count)
    }
    #expect(abs(measured.signals.realScore - score(logits.real)) < 1e-6)
    #expect(abs(measured.signals.fakeScore - score(logits.fake)) < 1e-6)
    let gap = Float(logits.real.mean() - logits.fake.mean())
    #expect(abs(measured.signals.logitGap - gap) < 1e-6)
  }

  @Test func `a backward pass that breaks is told by the parameter where it broke`() throws {
    var gan = try GAN(
      recipe: TinyRecipe.recipe(.twoPhase), image: TinyRecipe.image, seed: 2)
    _ = gan.train(on: real)
    #expect(gan.brokenGradient == nil)
    var gradients = NetworkGradients(
      parameters: gan.discriminator.parameters.enumerated().map { place, parameter in
        Tensor(repeating: place < 2 ? .nan : 0, shape: parameter.tensor.shape)
      })
    _ = gan.updateDiscriminator(along: &gradients)
    #expect(gan.brokenGradient == "discriminator.1.bias")
    // With that all that the discriminator says is none.
    _ = gan.train(on: real)
    #expect(gan.brokenGradient == "discriminator.4.bias")
  }

  @Test(arguments: TinyRecipe.Step.allCases)
  func `logits that mean nothing by themselves are scored from the middle of both kinds`(
    step: TinyRecipe.Step
  ) throws {
    let signals = try measured(step, loss: "wasserstein").signals
    #expect(abs(signals.realScore + signals.fakeScore - 1) < 0.05)
    #expect((signals.realScore > signals.fakeScore) == (signals.logitGap > 0))
  }

  /// With plain descent at a rate of 1 an update is the gradient itself.
  @Test(arguments: TinyRecipe.Step.allCases)
  func `gradient norms are those of the updates`(step: TinyRecipe.Step) throws {
    let text = TinyRecipe.text(step).replacing(
      #"{ type = "adam", rate = 1e-2, beta1 = 0.5, beta2 = 0.999, epsilon = 1e-7 }"#,
      with: #"{ type = "sgd", rate = 1.0, momentum = 0.0 }"#)
    let recipe = try Recipe(toml: text, name: "tiny", file: "tiny.toml")
    var gan = try GAN(recipe: recipe, image: TinyRecipe.image, seed: 2)
    let before = (gan.generator.tensors, gan.discriminator.tensors)
    let signals = gan.train(on: real).signals
    func change(_ old: [NamedTensor], _ new: [NamedTensor]) -> Double {
      zip(old, new).reduce(0) { sum, pair in
        sum
          + zip(pair.0.tensor.scalars, pair.1.tensor.scalars).reduce(0) {
            $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1))
          }
      }.squareRoot()
    }
    let generator = change(before.0, gan.generator.tensors)
    let discriminator = change(before.1, gan.discriminator.tensors)
    #expect(abs(Double(signals.generatorGradient) / generator - 1) < 1e-4)
    #expect(abs(Double(signals.discriminatorGradient) / discriminator - 1) < 1e-4)
  }

  @Test func `a generator that does not learn has no gradient`() throws {
    let text = TinyRecipe.text(.simultaneous)
      .replacing(#"step = "simultaneous""#, with: #"step = "discriminator""#)
      .replacing("[training.generator]\n\nlabel = 1.0", with: "")
    let recipe = try Recipe(toml: text, name: "tiny", file: "tiny.toml")
    var gan = try GAN(recipe: recipe, image: TinyRecipe.image, seed: 2)
    let signals = gan.train(on: real).signals
    #expect(signals.generatorGradient == 0 && signals.discriminatorGradient > 0)
  }

  @Test(arguments: TinyRecipe.Step.allCases)
  func `the images that the discriminator was shown are held only where they are asked for`(
    step: TinyRecipe.Step
  ) throws {
    var (plain, keeping) = (
      try GAN(recipe: TinyRecipe.recipe(step), image: TinyRecipe.image, seed: 2),
      try GAN(recipe: TinyRecipe.recipe(step), image: TinyRecipe.image, seed: 2)
    )
    keeping.keepsFakes = true
    for _ in 0..<3 {
      #expect(plain.train(on: real).fakes.isEmpty)
      let fakes = keeping.train(on: real).fakes
      #expect(fakes.map(\.shape) == [[8, 4, 4, 1]])
      #expect(fakes[0].scalars.allSatisfy { abs($0) <= 1 })
    }
    #expect(plain.weights == keeping.weights)
  }
}
