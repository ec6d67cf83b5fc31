package import Configuration
package import Networks
package import Tensors

/// Both networks learn from one forward pass, neither from the other's update of this step.
///
/// The discriminator learns on real and on generated images in passes of their own, the generator on
/// its verdict of the latter. So TensorFlow's DCGAN tutorial trains. The discriminator's loss is the
/// sum of its mean losses on both, not their mean.
package struct SimultaneousStep: TrainingStep {
  package static let kind = "simultaneous"

  package var batches: SeparateBatches
  /// The label that the generator wants the discriminator to give to its images.
  package var generatorLabel: Float

  package var realImages: Int { batches.real }

  package var labels: ImageLabels {
    get { batches.labels }
    set { batches.labels = newValue }
  }

  package var passes: StepPasses {
    let (fake, judged) = (batches.fake, batches.real + batches.fake)
    return StepPasses(
      generator: .init(forward: fake, parameterGradients: fake),
      discriminator: .init(forward: judged, inputGradient: fake, parameterGradients: judged))
  }

  package func resized(_ size: (Int) -> Int) -> SimultaneousStep {
    var step = self
    step.batches = batches.resized(size)
    return step
  }

  package func train(_ gan: inout GAN, on real: Tensor) -> StepMeasurement {
    train(&gan, on: real, against: gan.drawLatentVectors(batches.fake))
  }

  /// Trains both networks once.
  ///
  /// - Parameter vectors: those of which the generator makes its images, `[fake, latent]`.
  func train(_ gan: inout GAN, on real: Tensor, against vectors: Tensor) -> StepMeasurement {
    let targets = gan.tricks.targets(labels, real: real.shape[0], fake: vectors.shape[0])
    var pass = gan.trainingPass()
    let images = gan.generator.forward(vectors, &pass)
    gan.tricks.constrain(&gan.discriminator, learns: true)
    let seenReal = gan.tricks.altered(real, step: gan.stepCount)
    let seenFake = gan.tricks.altered(images.output, step: gan.stepCount)
    let onReal = gan.discriminator.forward(seenReal.images, &pass)
    let onFake = gan.discriminator.forward(seenFake.images, &pass)

    let logits = ImageLogits(real: onReal.output, fake: onFake.output)
    let loss = gan.recipe.loss.discriminator(logits, targets: targets, reduction: .sumOfMeans)
    let generatorLoss = gan.recipe.loss.generator(
      fake: logits.fake, real: logits.real, label: generatorLabel)

    var turn = gan.generatorTurn(
      making: JudgedImages(images.output, logits: logits.fake),
      besides: type(of: gan.recipe.loss).needsRealLogits
        ? JudgedImages(real, logits: logits.real) : nil, loss: generatorLoss.mean)

    // Every gradient is taken before any update, as all are of the weights that made the images.
    var gradients = (consume onReal).backward(loss.gradients.real, .parameters)
    let fromFakes = (consume onFake).backward(
      parametersAlong: loss.gradients.fake, inputAlong: generatorLoss.gradient)
    gradients.add(fromFakes)
    let penalty = gan.addPenalties(
      to: &gradients, seeing: SeenImages(real: seenReal.images, fake: seenFake.images), &pass)
    gan.dropout = pass.random
    let gradient = fromFakes.input.map { seenFake.gradient($0) }
    turn?.fakesGradient = gradient
    let fakes = gan.keepsFakes ? images.output : nil
    let generatorNorm = gan.updateGenerator(from: consume images, along: gradient)
    let norm = gan.updateDiscriminator(along: &gradients)
    let verdict = DiscriminatorVerdict(
      loss: loss.value + penalty, logits: logits, gradientNorm: norm, fakes: fakes,
      parts: loss.parts)
    if let turn {
      gan.reportTurn(on: turn.fakes.images, real, verdict)
      StepTrace.turn(turn)
    }
    return StepMeasurement(
      [verdict], GeneratorVerdict(loss: generatorLoss.mean, gradientNorm: generatorNorm),
      logitsMean: type(of: gan.recipe.loss).meaning)
  }
}

extension SimultaneousStep {
  package init(
    reading reader: SettingsReader, loss: any AdversarialLoss
  ) throws(ConfigurationError) {
    batches = try SeparateBatches(reading: reader, loss: loss)

    // Its table is empty where the loss has no label for it, and may then be left out.
    guard type(of: loss).labels == .both || reader.has("generator") else {
      generatorLabel = 1
      return
    }
    let generator = try reader.table("generator")
    generatorLabel = try generator.generatorLabel(for: loss)
    try generator.finish()
  }
}
