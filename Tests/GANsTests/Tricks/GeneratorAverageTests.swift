import Networks
import Tensors
import Testing

@testable import GANs

struct GeneratorAverageTests {
  private func network(_ seed: UInt64) throws -> Network {
    var random = RandomStream(seed: seed, purpose: .weights)
    return try Network(
      name: "generator", inputShape: [2],
      layers: [
        Dense.Description(units: 3), BatchNormalization.Description(momentum: 0.5, epsilon: 1e-3),
      ], random: &random)
  }

  @Test func `it begins with the weights at its start and then follows them`() throws {
    var average = GeneratorAverage(decay: 0.75, start: 5)
    let (first, second) = (try network(1), try network(2))
    average.follow(first, step: 4)
    #expect(average.generator == nil)
    average.follow(first, step: 5)
    average.follow(second, step: 6)
    let kernel = try #require(average.generator?.parameters.first).tensor.scalars
    let expected = zip(
      first.parameters[0].tensor.scalars, second.parameters[0].tensor.scalars
    ).map { 0.75 * $0 + 0.25 * $1 }
    #expect(zip(kernel, expected).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  @Test func `moving statistics are the generator's own`() throws {
    var average = GeneratorAverage(decay: 0.9, start: 0)
    var (random, network) = (RandomStream(key: 3), try network(1))
    for _ in 0..<3 {
      var pass = ForwardPass.training(random: random)
      _ = network.forward(
        Tensor(normal: [8, 2], mean: 1, deviation: 2, using: &random), &pass)
      average.follow(network, step: 0)
    }
    let mean = network.tensors.first { $0.name.hasSuffix("moving_mean") }
    let found = average.generator?.tensors.first { $0.name.hasSuffix("moving_mean") }
    #expect(found == mean && mean?.tensor != Tensor(zeros: [3]))
  }

  @Test func `it changes nothing in the game, and samples can be drawn from it`() throws {
    func trained(_ tricks: String) throws -> GAN {
      var gan = try GAN(
        recipe: TinyRecipe.recipe(.twoPhase, tricks: tricks), image: TinyRecipe.image, seed: 1)
      for _ in 0..<5 { _ = gan.train(on: Tensor(repeating: 0.5, shape: [8, 4, 4, 1])) }
      return gan
    }
    let (plain, averaging) = (
      try trained(""), try trained("generator_average = { decay = 0.9, start = 1 }")
    )
    #expect(averaging.weights.starts(with: plain.weights))
    #expect(averaging.weights.count == plain.weights.count + plain.generator.tensors.count)
    #expect(averaging.weights.last?.name == "generator_average.0.bias")
    let latents = Tensor(repeating: 0.3, shape: [1, 3])
    #expect(plain.images(from: latents, average: true) == plain.images(from: latents))
    #expect(averaging.images(from: latents, average: true) != averaging.images(from: latents))
  }
}
