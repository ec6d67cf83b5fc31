package import Configuration
internal import Networks
package import Tensors

/// Both networks learn from one forward pass, neither from the other's update of this step.
///
/// The discriminator learns on real and on generated images in passes of their own, the generator on
/// its verdict of the latter. So TensorFlow's DCGAN tutorial trains. The discriminator's loss is the
/// sum of its mean losses on both, not their mean.
package struct SimultaneousStep: TrainingStep {
  package static let kind = "simultaneous"

  /// How many real images a batch has.
  package var real: Int
  /// How many generated images a batch has, however many real ones there are.
  package var fake: Int
  /// What the discriminator is to say of them.
  package var labels: ImageLabels
  /// The label that the generator wants the discriminator to give to its images.
  package var generatorLabel: Float

  package var realImages: Int { real }

  package var passes: StepPasses {
    StepPasses(
      generator: .init(forward: fake, parameterGradients: fake),
      discriminator: .init(
        forward: real + fake, inputGradient: fake, parameterGradients: real + fake))
  }

  package func resized(_ size: (Int) -> Int) -> SimultaneousStep {
    var step = self
    step.real = size(real)
    step.fake = size(fake)
    return step
  }

  package func train(_ gan: inout GAN, on real: Tensor) -> StepMeasurement {
    train(&gan, on: real, against: gan.drawLatentVectors(fake))
  }

  /// Trains both networks once.
  ///
  /// - Parameter vectors: those of which the generator makes its images, `[fake, latent]`.
  func train(_ gan: inout GAN, on real: Tensor, against vectors: Tensor) -> StepMeasurement {
    var pass = ForwardPass.training(random: gan.dropout, precision: gan.precision)
    let images = gan.generator.forward(vectors, &pass)
    let onReal = gan.discriminator.forward(real, &pass)
    let onFake = gan.discriminator.forward(images.output, &pass)
    gan.dropout = pass.random

    let (realLogits, fakeLogits) = (onReal.output, onFake.output)
    let realLoss = binaryCrossEntropy(
      logits: realLogits,
      targets: labels.targets(fake: 0, real: realLogits.count, using: &gan.labelNoise))
    let fakeLoss = binaryCrossEntropy(
      logits: fakeLogits,
      targets: labels.targets(fake: fakeLogits.count, real: 0, using: &gan.labelNoise))
    let generatorLoss = binaryCrossEntropy(
      logits: fakeLogits, targets: Tensor(repeating: generatorLabel, shape: fakeLogits.shape))

    // Every gradient is taken before any update, as all are of the weights that made the images.
    var gradients = (consume onReal).backward(realLoss.gradient, .parameters)
    let fromFakes = (consume onFake).backward(
      parametersAlong: fakeLoss.gradient, inputAlong: generatorLoss.gradient)
    gradients.add(fromFakes)
    update(&gan, from: consume images, along: fromFakes.input)
    gan.discriminatorOptimizer.update(&gan.discriminator, along: gradients)
    return StepMeasurement(
      discriminatorLoss: Float(realLoss.mean + fakeLoss.mean),
      generatorLoss: Float(generatorLoss.mean),
      realLogits: realLogits.scalars, fakeLogits: fakeLogits.scalars)
  }

  /// Updates the generator along the gradient of its images.
  private func update(
    _ gan: inout GAN, from images: consuming NetworkOutput, along imageGradient: Tensor?
  ) {
    guard let imageGradient else { return }
    let gradients = (consume images).backward(imageGradient, .parameters)
    gan.generatorOptimizer.update(&gan.generator, along: gradients)
  }
}

extension SimultaneousStep {
  package init(reading reader: SettingsReader) throws(ConfigurationError) {
    let discriminator = try reader.table("discriminator")
    real = try discriminator.imageCount("real")
    fake = try discriminator.imageCount("fake")
    labels = try ImageLabels(reading: discriminator)
    try discriminator.loss()
    try discriminator.finish()

    let generator = try reader.table("generator")
    generatorLabel = Float(try generator.number("label", in: 0...1))
    try generator.loss()
    try generator.finish()
  }
}
