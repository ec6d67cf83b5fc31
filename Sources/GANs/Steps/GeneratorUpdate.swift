internal import Networks
internal import Tensors

/// What one update of the generator measured.
struct GeneratorVerdict {
  let loss: Double
  /// The Euclidean norm of the gradient that it followed, before any clipping; 0 where it did not learn.
  let gradientNorm: Double
}

extension GAN {
  /// Updates the generator once along the gradient that the frozen discriminator gives it.
  ///
  /// - Parameters:
  ///   - count: how many images it makes, from fresh latent vectors.
  ///   - real: what the discriminator judges beside them, where the loss compares with that.
  mutating func updateGenerator(
    making count: Int, label: Float, besides real: Tensor
  ) -> GeneratorVerdict {
    let vectors = drawLatentVectors(count)
    var pass = trainingPass()
    let images = generator.forward(vectors, &pass)
    let seen = tricks.altered(images.output, step: stepCount)
    // A copy, so that moving statistics of the frozen discriminator do not follow this batch.
    var frozen = discriminator
    tricks.constrain(&frozen, learns: false)
    let verdict = frozen.forward(seen.images, &pass)
    var realLogits: Tensor?
    if type(of: recipe.loss).needsRealLogits {
      let real = tricks.altered(real, step: stepCount)
      realLogits = frozen.outputOnly(real.images, &pass)
    }
    dropout = pass.random

    let loss = recipe.loss.generator(fake: verdict.output, real: realLogits, label: label)
    let mean = loss.mean
    var turn = generatorTurn(
      making: JudgedImages(images.output, logits: verdict.output),
      besides: realLogits.map { JudgedImages(real, logits: $0) }, loss: mean)
    let gradient = (consume verdict).backward(loss.gradient, .input).input
      .map { seen.gradient($0) }
    turn?.fakesGradient = gradient
    let norm = updateGenerator(from: consume images, along: gradient)
    if let turn { StepTrace.turn(turn) }
    return GeneratorVerdict(loss: mean, gradientNorm: norm)
  }

  /// Updates the generator along the gradient by its images.
  ///
  /// - Returns: the norm of its parameters' gradients, before any clipping.
  mutating func updateGenerator(
    from images: consuming NetworkOutput, along gradient: Tensor?
  ) -> Double {
    guard let gradient else { return 0 }
    let gradients = (consume images).backward(gradient, .parameters)
    let norm = gradients.norm
    if !norm.isFinite { noteBreak(of: gradients, in: generator) }
    generatorOptimizer.update(&generator, along: gradients)
    tricks.follow(generator, step: stepCount)
    return norm
  }
}
