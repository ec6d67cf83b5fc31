package import Configuration
internal import Networks
package import Tensors

/// First the discriminator learns, then the generator through it.
///
/// The discriminator learns on real and generated images in one batch, the generator on new images of
/// its own through the discriminator, which stays as it is. So a GAN is trained with Keras's
/// `train_on_batch`.
package struct TwoPhaseStep: TrainingStep {
  package static let kind = "two_phase"

  /// How the generator runs while it makes images for the discriminator.
  package enum GeneratorMode: String, Sendable, CaseIterable {
    /// With the moving averages of its batch normalisations, as Keras's `predict` does.
    case inference
    /// With the statistics of the batch, as in its own training step.
    case training
  }

  /// The first phase: one update of the discriminator on real and generated images.
  package struct DiscriminatorPhase: Sendable, Equatable {
    /// How many real images a batch has.
    package var real: Int
    /// How many generated images a batch has.
    package var fake: Int
    /// The mode of the generator while it makes them.
    package var fakesFrom: GeneratorMode
    package var labels: ImageLabels
  }

  /// The second phase: one update of the generator through the frozen discriminator.
  package struct GeneratorPhase: Sendable, Equatable {
    /// How many images it makes from fresh latent vectors.
    package var samples: Int
    /// The label that it wants the discriminator to give them.
    package var label: Float
  }

  package var discriminator: DiscriminatorPhase
  package var generator: GeneratorPhase

  package var realImages: Int { discriminator.real }

  package var passes: StepPasses {
    let (judged, learned) = (discriminator.real + discriminator.fake, generator.samples)
    return StepPasses(
      generator: .init(forward: discriminator.fake + learned, parameterGradients: learned),
      discriminator: .init(
        forward: judged + learned, inputGradient: learned, parameterGradients: judged))
  }

  package func resized(_ size: (Int) -> Int) -> TwoPhaseStep {
    var step = self
    step.discriminator.real = size(discriminator.real)
    step.discriminator.fake = size(discriminator.fake)
    step.generator.samples = size(generator.samples)
    return step
  }

  package func train(_ gan: inout GAN, on real: Tensor) -> StepMeasurement {
    let (discriminatorLoss, logits) = trainDiscriminator(of: &gan, on: real)
    let generatorLoss = trainGenerator(of: &gan)
    return StepMeasurement(
      discriminatorLoss: discriminatorLoss, generatorLoss: generatorLoss,
      realLogits: logits[discriminator.fake...], fakeLogits: logits[..<discriminator.fake])
  }

  /// The first phase.
  ///
  /// - Returns: the loss, and the logits of the fakes followed by those of the real images.
  private func trainDiscriminator(
    of gan: inout GAN, on real: Tensor
  ) -> (loss: Float, logits: [Float]) {
    let fakes = makeFakes(with: &gan)
    let images = StepProfile.measure(.joining) { Tensor(joining: [fakes, real]) }
    let labels = discriminator.labels.targets(
      fake: discriminator.fake, real: real.shape[0], using: &gan.labelNoise)

    var pass = ForwardPass.training(random: gan.dropout, precision: gan.precision)
    let output = gan.discriminator.forward(images, &pass)
    gan.dropout = pass.random
    let logits = output.output
    let loss = binaryCrossEntropy(logits: logits, targets: labels)
    let gradients = (consume output).backward(loss.gradient, .parameters)
    gan.discriminatorOptimizer.update(&gan.discriminator, along: gradients)
    return (Float(loss.mean), logits.scalars)
  }

  private func makeFakes(with gan: inout GAN) -> Tensor {
    let vectors = gan.drawLatentVectors(discriminator.fake)
    switch discriminator.fakesFrom {
    case .inference:
      return gan.generator.inferred(vectors, precision: gan.precision)
    case .training:
      var pass = ForwardPass.training(random: gan.dropout, precision: gan.precision)
      defer { gan.dropout = pass.random }
      return gan.generator.outputOnly(vectors, &pass)
    }
  }

  /// The second phase.
  ///
  /// - Returns: the loss.
  private func trainGenerator(of gan: inout GAN) -> Float {
    let vectors = gan.drawLatentVectors(generator.samples)
    var pass = ForwardPass.training(random: gan.dropout, precision: gan.precision)
    let images = gan.generator.forward(vectors, &pass)
    // A copy, so that moving statistics of the frozen discriminator do not follow this batch.
    var frozen = gan.discriminator
    let verdict = frozen.forward(images.output, &pass)
    gan.dropout = pass.random

    let labels = Tensor(repeating: generator.label, shape: verdict.output.shape)
    let loss = binaryCrossEntropy(logits: verdict.output, targets: labels)
    guard let imageGradient = (consume verdict).backward(loss.gradient, .input).input else {
      return Float(loss.mean)
    }
    let gradients = (consume images).backward(imageGradient, .parameters)
    gan.generatorOptimizer.update(&gan.generator, along: gradients)
    return Float(loss.mean)
  }
}

extension TwoPhaseStep {
  package init(reading reader: SettingsReader) throws(ConfigurationError) {
    discriminator = try DiscriminatorPhase(reading: reader.table("discriminator"))
    generator = try GeneratorPhase(reading: reader.table("generator"))
  }
}

extension TwoPhaseStep.DiscriminatorPhase {
  fileprivate init(reading reader: SettingsReader) throws(ConfigurationError) {
    real = try reader.imageCount("real")
    fake = try reader.imageCount("fake")
    fakesFrom = try reader.choice("fakes_from")
    labels = try ImageLabels(reading: reader)
    try reader.loss()
    try reader.finish()
  }
}

extension TwoPhaseStep.GeneratorPhase {
  fileprivate init(reading reader: SettingsReader) throws(ConfigurationError) {
    samples = try reader.imageCount("samples")
    label = Float(try reader.number("label", in: 0...1))
    try reader.loss()
    try reader.finish()
  }
}
