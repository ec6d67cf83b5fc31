import Datasets
import Foundation
import Networks
import Tensors
import Testing

@testable import GANs

/// What the discriminator says of images that somebody looks at, and where it looks.
struct FrozenDiscriminatorTests {
  private static let losses = [
    "non_saturating", "minimax", "least_squares", "hinge", "relativistic", "wasserstein",
  ]

  private func images(_ count: Int, part: String) -> Tensor {
    var stream = RandomStream(seed: 3, purpose: .display, part: part)
    return Tensor(uniform: TinyRecipe.image.batched(count), in: -0.5..<0.5, using: &stream)
  }

  private func trainedGAN(loss: String = "non_saturating", tricks: String = "") throws -> GAN {
    var gan = try GAN(
      recipe: TinyRecipe.recipe(.twoPhase, loss: loss, tricks: tricks), image: TinyRecipe.image,
      seed: 5)
    for batch in 0..<4 { _ = gan.train(on: images(8, part: "batch \(batch)")) }
    return gan
  }

  private func frozen(_ gan: GAN) -> FrozenDiscriminator {
    gan.frozenDiscriminator(between: { images(8, part: "real") }, and: { images(8, part: "fake") })
  }

  @Test(arguments: ["", "spectral_normalization = { iterations = 1 }"])
  func `attention is the slope of the score by each pixel`(tricks: String) throws {
    let frozen = frozen(try trainedGAN(tricks: tricks))
    let seen = images(3, part: "seen")
    let attention = frozen.attention(to: seen)
    #expect(attention.scores == frozen.scores(of: seen))
    let (gradient, size) = (attention.gradient.scalars, TinyRecipe.image.count)
    let step: Float = 1 / 256
    for pixel in 0..<size {
      func logits(_ change: Float) -> [Double] {
        var scalars = seen.scalars
        for image in 0..<3 { scalars[image * size + pixel] += change }
        return frozen.scores(of: Tensor(seen.shape, scalars: scalars)).map {
          log(Double($0) / (1 - Double($0)))
        }
      }
      for (image, (high, low)) in zip(logits(step), logits(-step)).enumerated() {
        let slope = (high - low) / Double(2 * step)
        #expect(abs(slope - Double(gradient[image * size + pixel])) < 2e-3, "\(image), \(pixel)")
      }
    }
  }

  @Test(arguments: losses)
  func `images moved as the generator wants please the discriminator more`(loss: String) throws {
    let frozen = frozen(try trainedGAN(loss: loss))
    let seen = images(6, part: "seen")
    let wish = frozen.generatorGradient(by: seen, besides: images(6, part: "real"))
    let moved = seen.moved(against: wish.gradient, greyLevels: 16, in: .symmetric)
    for (before, after) in zip(wish.scores, frozen.scores(of: moved)) {
      #expect(before < after || before == 1)
    }
  }

  @Test(arguments: losses)
  func `scores are shares, whatever the loss makes of logits`(loss: String) throws {
    var seen = images(6, part: "seen")
    seen.scale(by: 1_000)
    let scores = frozen(try trainedGAN(loss: loss)).scores(of: seen)
    #expect(scores.allSatisfy { (0...1).contains($0) })
    #expect(Set(scores).count > 1)
  }

  @Test func `what a logit means is what its loss makes of it`() {
    func scores(_ meaning: LogitMeaning, middle: Double = 0) -> [Float] {
      [-4, -1, 0, 0.25, 1, 4, .nan].map { meaning.score(of: $0, middle: middle) }
    }
    #expect(scores(.label) == [0, 0, 0, 0.25, 1, 1, 0])
    #expect(scores(.margin) == [0, 0, 0.5, 0.625, 1, 1, 0])
    #expect(scores(.logOdds).map { ($0 * 1_000).rounded() } == [18, 269, 500, 562, 731, 982, 0])
    #expect(scores(.difference, middle: 4)[5] == 0.5)
    let middle = LogitMeaning.middle(
      of: ImageLogits(
        real: Tensor([2, 1], scalars: [4, 6]), fake: Tensor([1, 1], scalars: [-1])))
    #expect(middle == 2)
  }

  @Test func `an image without a gradient stays, and no pixel leaves its range`() {
    let seen = Tensor([2, 1, 2, 1], scalars: [0, 0.5, 0.95, -0.95])
    let gradient = Tensor([2, 1, 2, 1], scalars: [0, 0, -3, 4])
    let moved = seen.moved(against: gradient, greyLevels: 25.5, in: .symmetric).scalars
    #expect(moved[..<2] == [0, 0.5])
    #expect(moved[2...] == [1, -1])
    // A fifth of the range of a unit: 25.5 grey levels are 0.1 in the root mean square.
    let unit = seen.moved(against: gradient, greyLevels: 25.5, in: .unit).scalars
    #expect(unit[0] == 0 && unit[2] == 1 && unit[3] == 0)
    let centre = Tensor([1, 1, 2, 1], scalars: [0.5, 0.5])
    let move = centre.moved(
      against: Tensor([1, 1, 2, 1], scalars: [1, -1]), greyLevels: 25.5, in: .unit
    ).scalars
    #expect(abs(move[0] - 0.4) < 1e-6 && abs(move[1] - 0.6) < 1e-6)
  }

  @Test func `pixels that cannot go further leave the way to the others`() {
    let seen = Tensor([1, 1, 4, 1], scalars: [-1, -1, -1, 0])
    let gradient = Tensor([1, 1, 4, 1], scalars: [9, 9, 9, -1])
    let moved = seen.moved(against: gradient, greyLevels: 25.5, in: .symmetric).scalars
    #expect(moved[..<3] == [-1, -1, -1])
    // A root mean square of 0.2 over four pixels, of which one moves.
    #expect(abs(moved[3] - 0.4) < 1e-6)
  }

  @Test func `slopes of brightness are sums of channels on a scale of each image's own`() {
    let gradient = Tensor(
      [3, 1, 2, 2], scalars: [1, 1, -8, 0, 0, 0, 0, 0, .nan, 1, 0.5, 0.5])
    #expect(gradient.brightnessSlopes() == [32, -127, 0, 0, 0, 127])
  }

  @Test func `the gradient in a step's trace is the one that the frozen of that moment finds`()
    throws
  {
    var gan = try trainedGAN()
    gan.dropoutRate = 0
    let trace = StepTrace()
    _ = trace.record { gan.train(on: images(8, part: "last")) }
    #expect(trace.turns.map(\.network) == ["discriminator", "generator"])
    let turn = try #require(trace.turns.last)
    // The generator's update came last, so the discriminator is still the one that judged.
    let found = frozen(gan).generatorGradient(by: turn.fakes.images, besides: turn.reals.images)
    let (traced, judged) = (try #require(turn.fakesGradient), found.gradient)
    for (one, other) in zip(traced.scalars, judged.scalars) { #expect(abs(one - other) < 1e-6) }
  }
}
