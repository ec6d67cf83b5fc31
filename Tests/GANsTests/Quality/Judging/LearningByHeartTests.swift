import Datasets
import Tensors
import Testing

@testable import GANs

/// Whether the gap to held-out images shows that a discriminator learns its images by heart.
struct LearningByHeartTests {
  /// Noise, in which there is nothing to be learned but the images themselves.
  private static let noise: ImageDataset = {
    var stream = RandomStream(seed: 11, purpose: .display)
    let pixels = (0..<2_112 * 64).map { _ in UInt8(stream.next(below: 256)) }
    return ImageDataset(name: "noise", pixels: pixels, width: 8, height: 8, channels: 1)
  }()

  private static func recipe() throws -> Recipe {
    try Recipe(
      toml: """
        title = "by heart"
        source = "none"
        dataset = "none"
        pixels = "symmetric"
        epochs = 1
        batch = 32
        last_batch = "drop"
        order = "shuffled"
        [generator]
        latent = 64
        layers = [
          { type = "dense", units = 64, bias = true, initializer = "glorot_uniform" },
          { type = "tanh" },
          { type = "reshape", shape = [8, 8, 1] },
        ]
        optimizer = { type = "adam", rate = 1e-4, beta1 = 0.5, beta2 = 0.999, epsilon = 1e-7 }
        [discriminator]
        layers = [
          { type = "flatten" },
          { type = "dense", units = 128, bias = true, initializer = "glorot_uniform" },
          { type = "leaky_relu", slope = 0.2 },
          { type = "dense", units = 1, bias = true, initializer = "glorot_uniform" },
        ]
        optimizer = { type = "adam", rate = 1e-3, beta1 = 0.5, beta2 = 0.999, epsilon = 1e-7 }
        [training]
        step = "two_phase"
        loss = "non_saturating"
        [training.discriminator]
        real = 32
        fake = 32
        real_label = 1.0
        fake_label = 0.0
        fakes_from = "inference"
        [training.generator]
        samples = 32
        label = 1.0
        """, name: "by-heart", file: "by-heart.toml")
  }

  /// The gap before the first batch, and after each of four quarters of 240 batches.
  private func gaps(ofTrainingOn count: Int) throws -> [Double] {
    let images = Self.noise.limited(to: count)
    var gan = try GAN(recipe: Self.recipe(), image: [8, 8, 1], seed: 3)
    let pairs = try #require(HeldOutImages(besides: images, of: Self.noise, test: nil))
    var data = TrainingImages(images, recipe: gan.recipe, seed: 3)
    var gaps = [try #require(gan.frozenDiscriminator.gap(of: pairs, in: .symmetric))]
    for step in 0..<240 {
      let (epoch, batch) = step.quotientAndRemainder(dividingBy: data.batchesPerEpoch)
      _ = Workers.withTeam { gan.train(on: data.batch(batch + 1, ofEpoch: epoch + 1)) }
      guard (step + 1).isMultiple(of: 60) else { continue }
      gaps.append(try #require(gan.frozenDiscriminator.gap(of: pairs, in: .symmetric)))
    }
    return gaps
  }

  @Test func `of few images the gap grows beyond an alarm's bound, of many it does not`() throws {
    let (few, many) = (try gaps(ofTrainingOn: 64), try gaps(ofTrainingOn: 2_048))
    #expect(few == few.sorted(), "of 64 images it knows more and more")
    #expect(abs(few[0]) < 0.1 && few[4] > 2 * Thresholds.Overfitting.gap)
    #expect(many.allSatisfy { abs($0) < Thresholds.Overfitting.gapEnd / 2 })
  }
}
