import Networks
import Tensors
import Testing

@testable import GANs

struct LabelTrickTests {
  private let labels = ImageLabels(real: 1, fake: 0)

  @Test(arguments: [Float(0.05), -0.05])
  func `noise moves each label by up to its amount, each by its own`(amount: Float) {
    var stream = RandomStream(seed: 4, purpose: .noise)
    var targets = labels.targets(real: 300, fake: 300)
    LabelNoise(amount: amount).move(&targets, from: labels, &stream)
    let moves =
      targets.fake.scalars.map { $0 / amount } + targets.real.scalars.map { ($0 - 1) / amount }
    // Half a unit of the last place of a label near 1 is 6e-8, a millionth of the amount.
    #expect(moves.allSatisfy { $0 >= -2e-6 && $0 < 1 + 2e-6 })
    #expect(Set(moves).count > 590)
    #expect(abs(moves.reduce(0, +) / 600 - 0.5) < 0.05)
  }

  @Test func `flips exchange about their share of the labels`() {
    var stream = RandomStream(seed: 4, purpose: .noise)
    let labels = ImageLabels(real: 0.9, fake: 0.1)
    var targets = labels.targets(real: 1000, fake: 1000)
    LabelFlips(share: 0.2).move(&targets, from: labels, &stream)
    for (labels, own, other) in [
      (targets.real.scalars, Float(0.9), Float(0.1)), (targets.fake.scalars, 0.1, 0.9),
    ] {
      let flipped = labels.filter { abs($0 - other) < 1e-6 }.count
      #expect(flipped + labels.filter { abs($0 - own) < 1e-6 }.count == 1000)
      #expect((150...250).contains(flipped))
    }
  }

  @Test func `flips need no images of the other kind beside them`() {
    var stream = RandomStream(seed: 4, purpose: .noise)
    var targets = labels.targets(real: 0, fake: 100)
    LabelFlips(share: 0.5).move(&targets, from: labels, &stream)
    #expect(Set(targets.fake.scalars) == [0, 1])
  }

  @Test func `while they are off nothing is moved and nothing drawn`() {
    var stream = RandomStream(seed: 4, purpose: .noise)
    var targets = labels.targets(real: 2, fake: 1)
    LabelNoise().move(&targets, from: labels, &stream)
    LabelFlips().move(&targets, from: labels, &stream)
    #expect(targets.real.scalars == [1, 1] && targets.fake.scalars == [0])
    #expect(stream.counter == 0)
  }

  @Test(arguments: ["label_noise = 0.5", "label_flips = 0.5"])
  func `a loss without labels refuses them with the line`(trick: String) throws {
    let recipe = try TinyRecipe.recipe(.twoPhase, loss: "hinge", tricks: trick)
    #expect {
      try GAN(recipe: recipe, image: TinyRecipe.image, seed: 1)
    } throws: {
      String(describing: $0).hasPrefix("tiny.toml:")
        && String(describing: $0).hasSuffix("the loss 'hinge' has no labels")
    }
  }
}
