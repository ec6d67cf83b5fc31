import Foundation
import Networks
import Tensors
import Testing

@testable import GANs

struct SimultaneousStepTests {
  /// What Scripts/golden/steps.py writes.
  struct Golden: Decodable {
    struct Numbers: Decodable {
      let name: String
      let shape: [Int]
      let scalars: [Double]

      var tensor: Tensor { Tensor(Shape(shape), scalars: scalars.map { Float($0) }) }
    }

    struct Step: Decodable {
      let real: Numbers
      let latents: Numbers
      let discriminatorLoss: Double
      let generatorLoss: Double
    }

    let before: [Numbers]
    let steps: [Step]
    let after: [Numbers]

    static func read() throws -> Golden {
      let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      let data = try Data(
        contentsOf: folder.appending(path: "GoldenNumbers/simultaneous-step.json"))
      return try JSONDecoder().decode(Golden.self, from: data)
    }
  }

  /// The tutorial's recipe for images of 8×8 with fewer channels and without dropout.
  private func tinyTutorial() throws -> Recipe {
    var text = try RecipeCatalogue().recipe("dcgan-tutorial").text
    for (published, tiny) in [
      ("latent = 100", "latent = 5"), ("units = 12544", "units = 16"),
      ("[7, 7, 256]", "[2, 2, 4]"),
      ("conv2d_transpose\", filters = 128", "conv2d_transpose\", filters = 3"),
      ("conv2d_transpose\", filters = 64", "conv2d_transpose\", filters = 2"),
      ("conv2d\", filters = 64", "conv2d\", filters = 2"),
      ("conv2d\", filters = 128", "conv2d\", filters = 3"), ("rate = 0.3", "rate = 0.0"),
      ("rate = 1e-4", "rate = 1e-2"), ("fake = 256", "fake = 6"),
    ] {
      try #require(text.contains(published), "\(published)")
      text = text.replacing(published, with: tiny)
    }
    return try Recipe(toml: text, name: "tiny", file: "tiny.toml")
  }

  /// Single precision; Adam's root divides small gradients by small numbers.
  private let tolerance = 2e-5

  @Test func `three steps of a tiny tutorial are PyTorch's, the last on a smaller batch`() throws {
    let golden = try Golden.read()
    var gan = try GAN(recipe: tinyTutorial(), image: [8, 8, 1], seed: 1)
    let weights = golden.before.map { NamedTensor(name: $0.name, tensor: $0.tensor) }
    try gan.generator.takeWeights(weights)
    try gan.discriminator.takeWeights(weights)
    let step = try #require(gan.recipe.step as? SimultaneousStep)

    for expected in golden.steps {
      let measured = step.train(
        &gan, on: expected.real.tensor, against: expected.latents.tensor)
      #expect(abs(Double(measured.discriminatorLoss) - expected.discriminatorLoss) < tolerance)
      #expect(abs(Double(measured.generatorLoss) - expected.generatorLoss) < tolerance)
    }

    let found = Dictionary(uniqueKeysWithValues: gan.weights.map { ($0.name, $0.tensor) })
    #expect(found.count == golden.after.count)
    for expected in golden.after {
      let scalars = try #require(found[expected.name]).scalars
      try #require(scalars.count == expected.scalars.count)
      let distance = zip(scalars, expected.scalars).map { abs(Double($0) - $1) }.max() ?? .infinity
      #expect(distance < tolerance, "\(expected.name)")
    }
  }

  @Test func `it updates both networks in place`() throws {
    var gan = try GAN(recipe: tinyTutorial(), image: [8, 8, 1], seed: 1)
    let before = addresses(&gan.generator) + addresses(&gan.discriminator)
    _ = gan.train(on: Tensor(zeros: [6, 8, 8, 1]))
    #expect(addresses(&gan.generator) + addresses(&gan.discriminator) == before)
  }

  private func addresses(_ network: inout Network) -> [UInt] {
    var addresses: [UInt] = []
    network.visitParameters { _, tensor in
      unsafe tensor.withUnsafeMutableBufferPointer {
        addresses.append(UInt(bitPattern: $0.baseAddress))
      }
    }
    return addresses
  }

  @Test func `real and fake images are seen through dropout masks of their own`() throws {
    var gan = try GAN(recipe: TinyRecipe.recipe(.simultaneous), image: TinyRecipe.image, seed: 1)
    let before = gan.dropout.counter
    _ = gan.train(on: Tensor(zeros: [8, 4, 4, 1]))
    let both = gan.dropout.counter - before
    _ = gan.train(on: Tensor(zeros: [4, 4, 4, 1]))
    // Half as many real images and as many fake ones: three quarters of the masks.
    #expect(4 * (gan.dropout.counter - before - both) == 3 * both)
  }
}
