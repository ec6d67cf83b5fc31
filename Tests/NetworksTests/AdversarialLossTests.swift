import Tensors
import Testing

@testable import Networks

/// Each family of losses, as its paper states it.
struct AdversarialLossTests {
  private let logits = ImageLogits(
    real: Tensor([4, 1], scalars: [0.3, -1.4, 2.5, 0.9]),
    fake: Tensor([3, 1], scalars: [-0.7, 1.2, -2.2]))
  private let targets = ImageLogits(
    real: Tensor([4, 1], scalars: [0.9, 0.9, 0.9, 0.95]),
    fake: Tensor([3, 1], scalars: [0, 0.05, 0]))

  private static let names = adversarialLosses.keys.sorted()

  private func loss(_ name: String) throws -> any AdversarialLoss {
    try #require(adversarialLosses[name]).init()
  }

  @Test(arguments: names, [LossReduction.meanOfBatch, .sumOfMeans])
  func `the discriminator's gradients are the slopes of its loss`(
    name: String, reduction: LossReduction
  ) throws {
    let loss = try loss(name)
    func value(_ real: Tensor, _ fake: Tensor) -> Double {
      loss.discriminator(
        ImageLogits(real: real, fake: fake), targets: targets, reduction: reduction
      ).value
    }
    let found = loss.discriminator(logits, targets: targets, reduction: reduction).gradients
    let real = slopes(of: logits.real, step: 0x1p-8) { value($0, logits.fake) }
    let fake = slopes(of: logits.fake, step: 0x1p-8) { value(logits.real, $0) }
    #expect(distance(found.real.scalars, real) < 1e-4)
    #expect(distance(found.fake.scalars, fake) < 1e-4)
  }

  @Test(arguments: names)
  func `the generator's gradient is the slope of its loss`(name: String) throws {
    let loss = try loss(name)
    func value(_ fake: Tensor) -> Double {
      loss.generator(fake: fake, real: logits.real, label: 0.9).mean
    }
    let found = loss.generator(fake: logits.fake, real: logits.real, label: 0.9).gradient
    #expect(distance(found.scalars, slopes(of: logits.fake, step: 0x1p-8, value)) < 1e-4)
  }

  @Test(arguments: names)
  func `the generator gains when its images look more real`(name: String) throws {
    let gradient = try loss(name).generator(fake: logits.fake, real: logits.real, label: 3).gradient
    #expect(gradient.scalars.allSatisfy { $0 < 0 })
  }

  /// Logits of 1 for real and −1 for generated images, with labels 1 and 0.
  @Test(arguments: [
    ("non_saturating", 0.626_523, 1.313_262), ("minimax", 0.626_523, -0.313_262),
    ("least_squares", 0.5, 2), ("hinge", 0, 1), ("relativistic", 0.126_928, 2.126_928),
    ("wasserstein", -2, 1),
  ])
  func `values are those of the formula`(
    name: String, discriminator: Double, generator: Double
  ) throws {
    let loss = try loss(name)
    let (real, fake) = (
      Tensor(repeating: 1, shape: [2, 1]), Tensor(repeating: -1, shape: [2, 1])
    )
    let found = loss.discriminator(
      ImageLogits(real: real, fake: fake),
      targets: ImageLogits(real: real, fake: Tensor(zeros: [2, 1])), reduction: .sumOfMeans)
    #expect(abs(found.value - discriminator) < 1e-6)
    #expect(abs(loss.generator(fake: fake, real: real, label: 1).mean - generator) < 1e-6)
  }

  @Test func `in one batch of both kinds each image counts alike`() {
    let loss = NonSaturatingLoss().discriminator(
      logits, targets: targets, reduction: .meanOfBatch)
    let joined = binaryCrossEntropy(
      logits: Tensor(joining: [logits.fake, logits.real]),
      targets: Tensor(joining: [targets.fake, targets.real]))
    #expect(abs(loss.value - joined.mean) < 1e-6)
    let gradient = loss.gradients.fake.scalars + loss.gradients.real.scalars
    #expect(distance(gradient, joined.gradient.scalars.map(Double.init)) < 1e-7)
  }

  /// Keras 2.0.8 on TensorFlow: `clip(p, ε, 1 − ε)`, then the cross-entropy of what that is a logit of.
  @Test func `clipped probabilities end the gradient and the loss where Keras's did`() {
    let crossEntropy = CrossEntropy(probabilityClip: 1e-7)
    let logits = Tensor([4, 1], scalars: [-40, -3, 3, 40])
    let loss = crossEntropy.loss(logits: logits, targets: Tensor(repeating: 1, shape: [4, 1]))
    let values = loss.values.scalars.map(Double.init)
    #expect(abs(values[0] - 16.118_096) < 1e-5 && values[3] < 2e-7)
    #expect(loss.gradient.scalars[0] == 0 && loss.gradient.scalars[3] == 0)
    let free = binaryCrossEntropy(logits: logits, targets: Tensor(repeating: 1, shape: [4, 1]))
    #expect(abs(loss.gradient.scalars[1] - free.gradient.scalars[1]) < 1e-7)
    #expect(abs(loss.values.scalars[2] - free.values.scalars[2]) < 1e-6)
  }

  @Test func `a minimax generator has no slope where the discriminator is sure`() {
    let sure = Tensor(repeating: -20, shape: [1, 1])
    let flat = MinimaxLoss().generator(fake: sure, real: nil, label: 1).gradient.scalars[0]
    let steep = NonSaturatingLoss().generator(fake: sure, real: nil, label: 1).gradient.scalars[0]
    #expect(abs(flat) < 1e-8 && abs(steep) > 0.99)
  }
}
