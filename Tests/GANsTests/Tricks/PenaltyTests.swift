import Networks
import Tensors
import Testing

@testable import GANs

/// What the penalties ask for; that their gradients are exact is shown with the networks.
struct PenaltyTests {
  /// `D(x) = ⟨w, x⟩`, whose gradient is `w` everywhere.
  private func linear(_ weights: [Float]) throws -> Network {
    var random = RandomStream(seed: 1, purpose: .weights)
    var network = try Network(
      name: "discriminator", inputShape: [1, 2, 1],
      layers: [Flatten.Description(), Dense.Description(units: 1)], random: &random)
    network.visitTensors { name, _, tensor in
      if name.hasSuffix("kernel") { tensor = Tensor([2, 1], scalars: weights) }
    }
    return network
  }

  private let images = SeenImages(
    real: Tensor(repeating: 1, shape: [4, 1, 2, 1]),
    fake: Tensor(repeating: -1, shape: [3, 1, 2, 1]))

  private func penalty(
    of trick: some Trick, on weights: [Float]
  ) throws -> InputGradientPenalty? {
    var network = try linear(weights)
    var pass = ForwardPass.training(random: RandomStream(key: 1))
    var random = RandomStream(key: 2)
    return trick.penalize(&network, seeing: images, &pass, &random)
  }

  @Test func `R1 and R2 are half the weight times the squared slope`() throws {
    for penalty in [
      try penalty(of: RealPenalty(weight: 3), on: [0.6, 0.8]),
      try penalty(of: FakePenalty(weight: 3), on: [0.6, 0.8]),
    ] {
      let penalty = try #require(penalty)
      #expect(abs(penalty.value - 1.5) < 1e-6)
      // weight · w
      #expect(
        zip(penalty.gradients.parameters[0].scalars, [1.8, 2.4]).allSatisfy {
          abs($0 - $1) < 1e-5
        })
      #expect(penalty.gradients.parameters[1].scalars == [0])
    }
  }

  @Test func `the slope penalty is 0 at slope 1 and grows with the square beyond`() throws {
    let none = try #require(try penalty(of: SlopePenalty(weight: 10), on: [0.6, 0.8]))
    #expect(none.value < 1e-10)
    let some = try #require(try penalty(of: SlopePenalty(weight: 10), on: [1.8, 2.4]))
    #expect(abs(some.value - 40) < 1e-4)
    // 2 · 10 · (3 − 1) along the direction of w
    #expect(
      zip(some.gradients.parameters[0].scalars, [24, 32]).allSatisfy {
        abs($0 - $1) < 1e-3
      })
  }

  @Test func `where the slope is 0 there is no direction to push it`() throws {
    let flat = try #require(try penalty(of: SlopePenalty(weight: 10), on: [0, 0]))
    #expect(flat.value == 10)
    #expect(flat.gradients.parameters[0].scalars == [0, 0])
  }

  @Test func `while they are off there is none`() throws {
    #expect(try penalty(of: RealPenalty(), on: [1, 1])?.value == nil)
    #expect(try penalty(of: FakePenalty(), on: [1, 1])?.value == nil)
    #expect(try penalty(of: SlopePenalty(), on: [1, 1])?.value == nil)
  }

  @Test(arguments: ["r1", "r2", "gradient_penalty"])
  func `batch normalisation in the discriminator is refused with the line`(key: String) throws {
    let text = TinyRecipe.text(.twoPhase, tricks: "\(key) = { weight = 1.0 }").replacing(
      "{ type = \"dropout\", rate = 0.2 },",
      with: "{ type = \"batch_normalization\", momentum = 0.9, epsilon = 1e-3 },")
    let recipe = try Recipe(toml: text, name: "x", file: "x.toml")
    #expect {
      try GAN(recipe: recipe, image: TinyRecipe.image, seed: 1)
    } throws: {
      String(describing: $0).hasPrefix("x.toml:")
        && String(describing: $0).contains("batch_normalization")
    }
  }
}
