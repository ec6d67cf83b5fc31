package import Configuration
package import Networks
package import Tensors

/// The discriminator learns alone: one update on real images, then one on generated ones, by a generator
/// that stays as it is.
///
/// So a lecture shows, before there is a game, that a discriminator finds out quickly (Brownlee, "How
/// to develop a GAN for generating MNIST handwritten digits", 2019: `train_discriminator`).
package struct DiscriminatorStep: TrainingStep {
  package static let kind = "discriminator"

  package var batches: SeparateBatches

  package var realImages: Int { batches.real }

  package var labels: ImageLabels {
    get { batches.labels }
    set { batches.labels = newValue }
  }

  /// That of real images, if the generator learned.
  package var generatorLabel: Float { labels.real }

  package var passes: StepPasses {
    let judged = batches.real + batches.fake
    return StepPasses(
      generator: .init(forward: batches.fake),
      discriminator: .init(forward: judged, parameterGradients: judged))
  }

  package func resized(_ size: (Int) -> Int) -> DiscriminatorStep {
    var step = self
    step.batches = batches.resized(size)
    return step
  }

  package func train(_ gan: inout GAN, on real: Tensor) -> StepMeasurement {
    let fakes = gan.generator.inferred(
      gan.drawLatentVectors(batches.fake), precision: gan.precision)
    let onReal = gan.updateDiscriminator(onBatchOf: fakes.samples(0..<0), real, labels: labels)
    let onFake = gan.updateDiscriminator(onBatchOf: fakes, real.samples(0..<0), labels: labels)
    let verdict = DiscriminatorVerdict(
      loss: (onReal.loss + onFake.loss) / 2,
      logits: ImageLogits(real: onReal.logits.real, fake: onFake.logits.fake),
      gradientNorm: onFake.gradientNorm, fakes: onFake.fakes,
      parts: DiscriminatorLoss.Parts(onReal.parts, onFake.parts))
    gan.reportTurn(on: fakes, real, verdict)
    // What the generator would lose if it learned.
    let generatorLoss = gan.recipe.loss.generator(
      fake: onFake.logits.fake, real: onReal.logits.real, label: generatorLabel)
    return StepMeasurement(
      [verdict], GeneratorVerdict(loss: generatorLoss.mean, gradientNorm: 0),
      logitsMean: type(of: gan.recipe.loss).meaning)
  }
}

extension DiscriminatorLoss.Parts {
  /// The loss on the real images of one update and on the generated ones of another.
  fileprivate init?(_ onReal: Self?, _ onFake: Self?) {
    guard let onReal, let onFake else { return nil }
    self.init(real: onReal.real, fake: onFake.fake)
  }
}

extension DiscriminatorStep {
  package init(
    reading reader: SettingsReader, loss: any AdversarialLoss
  ) throws(ConfigurationError) {
    batches = try SeparateBatches(reading: reader, loss: loss)
    if type(of: loss).needsRealLogits {
      throw reader.error(
        "updates on one kind of image leave the loss '\(type(of: loss).name)' nothing to compare with",
        at: "loss")
    }
  }
}
