import Networks
import Tensors
import Testing

@testable import GANs

struct LabelNoiseTests {
  @Test(arguments: [Float(0.05), -0.05])
  func `labels are moved by up to its amount, each by its own`(amount: Float) {
    var stream = RandomStream(seed: 4, purpose: .noise)
    let labels = ImageLabels(real: 1, fake: 0, noise: LabelNoise(amount: amount))
    let targets = labels.targets(fake: 300, real: 300, using: &stream).scalars
    let moves = targets[..<300].map { $0 / amount } + targets[300...].map { ($0 - 1) / amount }
    // Half a unit of the last place of a label near 1 is 6e-8, a millionth of the amount.
    #expect(moves.allSatisfy { $0 >= -2e-6 && $0 < 1 + 2e-6 })
    #expect(Set(targets).count > 590)
    #expect(abs(moves.reduce(0, +) / 600 - 0.5) < 0.05)
  }

  @Test func `without noise labels are what they are, and nothing is drawn`() {
    var stream = RandomStream(seed: 4, purpose: .noise)
    let labels = ImageLabels(real: 0.9, fake: 0.1, noise: nil)
    #expect(labels.targets(fake: 1, real: 2, using: &stream).scalars == [0.1, 0.9, 0.9])
    #expect(stream.counter == 0)
  }

  @Test(arguments: TinyRecipe.Step.allCases)
  func `it changes what the discriminator learns, and draws from a stream of its own`(
    step: TinyRecipe.Step
  ) throws {
    func trained(_ labels: String) throws -> GAN {
      var gan = try GAN(
        recipe: TinyRecipe.recipe(step, labels: labels), image: TinyRecipe.image, seed: 1)
      _ = gan.train(on: Tensor(repeating: 0.5, shape: [8, 4, 4, 1]))
      return gan
    }
    let (plain, noisy) = (try trained(""), try trained("label_noise = 0.5"))
    #expect(plain.discriminator.tensors != noisy.discriminator.tensors)
    #expect(plain.latents == noisy.latents && plain.dropout == noisy.dropout)
    #expect(noisy.labelNoise.counter == 4)
  }
}
