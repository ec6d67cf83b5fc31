internal import Networks
package import Tensors

extension GAN {
  /// One training step: the discriminator learns on real and generated images in one batch, then the
  /// generator learns through the discriminator, which stays as it is.
  ///
  /// - Parameter real: `[recipe.discriminatorPhase.real or fewer, row, column, channel]`.
  package mutating func train(on real: Tensor) -> StepMeasurement {
    let (discriminatorLoss, logits) = trainDiscriminator(on: real)
    let generatorLoss = trainGenerator()
    let fakes = logits.count - real.shape[0]
    return StepMeasurement(
      discriminatorLoss: discriminatorLoss, generatorLoss: generatorLoss,
      realAccuracy: share(of: logits[fakes...], takenFor: true),
      fakeAccuracy: share(of: logits[..<fakes], takenFor: false))
  }

  /// The first phase.
  ///
  /// - Returns: the loss, and the logits of the fakes followed by those of the real images.
  private mutating func trainDiscriminator(on real: Tensor) -> (loss: Float, logits: [Float]) {
    let phase = recipe.discriminatorPhase
    let images = Tensor(joining: [makeFakes(phase.fake, mode: phase.fakesFrom), real])
    let labels = Tensor(
      [images.shape[0], 1],
      scalars: [Float](repeating: phase.fakeLabel, count: phase.fake)
        + [Float](repeating: phase.realLabel, count: real.shape[0]))

    var pass = ForwardPass.training(random: dropout, precision: precision)
    let output = discriminator.forward(images, &pass)
    dropout = pass.random
    let logits = output.output
    let loss = binaryCrossEntropy(logits: logits, targets: labels)
    let gradients = (consume output).backward(loss.gradient, .parameters)
    discriminatorOptimizer.update(&discriminator, along: gradients)
    return (Float(loss.mean), logits.scalars)
  }

  /// The second phase.
  ///
  /// - Returns: the loss.
  private mutating func trainGenerator() -> Float {
    let phase = recipe.generatorPhase
    let vectors = Self.latentVectors(phase.samples, latent: recipe.latent, using: &latents)
    var pass = ForwardPass.training(random: dropout, precision: precision)
    let images = generator.forward(vectors, &pass)
    // A copy, so that moving statistics of the frozen discriminator do not follow this batch.
    var frozen = discriminator
    let verdict = frozen.forward(images.output, &pass)
    dropout = pass.random

    let labels = Tensor(repeating: phase.label, shape: verdict.output.shape)
    let loss = binaryCrossEntropy(logits: verdict.output, targets: labels)
    guard let imageGradient = (consume verdict).backward(loss.gradient, .input).input else {
      return Float(loss.mean)
    }
    let gradients = (consume images).backward(imageGradient, .parameters)
    generatorOptimizer.update(&generator, along: gradients)
    return Float(loss.mean)
  }

  private mutating func makeFakes(_ count: Int, mode: Recipe.GeneratorMode) -> Tensor {
    let vectors = Self.latentVectors(count, latent: recipe.latent, using: &latents)
    switch mode {
    case .inference:
      return generator.inferred(vectors, precision: precision)
    case .training:
      var pass = ForwardPass.training(random: dropout, precision: precision)
      defer { dropout = pass.random }
      return generator.outputOnly(vectors, &pass)
    }
  }
}
