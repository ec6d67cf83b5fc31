package import Configuration
package import Networks
package import Tensors

/// First the discriminator learns, then the generator through it.
///
/// The discriminator learns on real and generated images in one batch, once or several times; then the
/// generator on new images of its own through the discriminator, which stays as it is. So a GAN is
/// trained with Keras's `train_on_batch`.
package struct TwoPhaseStep: TrainingStep {
  package static let kind = "two_phase"

  /// How the generator runs while it makes images for the discriminator.
  package enum GeneratorMode: String, Sendable, CaseIterable {
    /// With the moving averages of its batch normalisations, as Keras's `predict` does.
    case inference
    /// With the statistics of the batch, as in its own training step.
    case training
  }

  /// The first phase: updates of the discriminator on real and generated images.
  package struct DiscriminatorPhase: Sendable, Equatable {
    /// How many updates it has; each takes real images of its own.
    package var updates: Int
    /// How many real images an update has.
    package var real: Int
    /// How many generated images an update has.
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

  package var realImages: Int { discriminator.updates * discriminator.real }

  package var labels: ImageLabels {
    get { discriminator.labels }
    set { discriminator.labels = newValue }
  }

  package var generatorLabel: Float { generator.label }

  package var passes: StepPasses {
    let made = discriminator.updates * discriminator.fake
    let (judged, learned) = (realImages + made, generator.samples)
    return StepPasses(
      generator: .init(forward: made + learned, parameterGradients: learned),
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
    let verdicts = parts(of: real).map { part in
      let fakes = makeFakes(with: &gan)
      let verdict = gan.updateDiscriminator(onBatchOf: fakes, part, labels: labels)
      gan.reportTurn(on: fakes, part, verdict)
      return verdict
    }
    let learned = gan.updateGenerator(
      making: generator.samples, label: generator.label, besides: real)
    return StepMeasurement(verdicts, learned, logitsMean: type(of: gan.recipe.loss).meaning)
  }

  /// The real images of each update; there may be fewer updates on the last batch of an epoch.
  private func parts(of real: Tensor) -> [Tensor] {
    stride(from: 0, to: real.shape[0], by: discriminator.real).map { start in
      real.samples(start..<min(start + discriminator.real, real.shape[0]))
    }
  }

  private func makeFakes(with gan: inout GAN) -> Tensor {
    let vectors = gan.drawLatentVectors(discriminator.fake)
    switch discriminator.fakesFrom {
    case .inference:
      return gan.generator.inferred(vectors, precision: gan.precision)
    case .training:
      var pass = gan.trainingPass()
      defer { gan.dropout = pass.random }
      return gan.generator.outputOnly(vectors, &pass)
    }
  }
}

extension TwoPhaseStep {
  package init(
    reading reader: SettingsReader, loss: any AdversarialLoss
  ) throws(ConfigurationError) {
    discriminator = try DiscriminatorPhase(reading: reader.table("discriminator"), loss: loss)
    generator = try GeneratorPhase(reading: reader.table("generator"), loss: loss)
  }
}

extension TwoPhaseStep.DiscriminatorPhase {
  fileprivate init(
    reading reader: SettingsReader, loss: any AdversarialLoss
  ) throws(ConfigurationError) {
    updates = reader.has("updates") ? try reader.integer("updates", in: 1...100) : 1
    real = try reader.imageCount("real")
    fake = try reader.imageCount("fake")
    fakesFrom = try reader.choice("fakes_from")
    labels = try ImageLabels(reading: reader, for: loss)
    try reader.finish()
  }
}

extension TwoPhaseStep.GeneratorPhase {
  fileprivate init(
    reading reader: SettingsReader, loss: any AdversarialLoss
  ) throws(ConfigurationError) {
    samples = try reader.imageCount("samples")
    label = try reader.generatorLabel(for: loss)
    try reader.finish()
  }
}
