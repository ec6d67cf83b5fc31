internal import Networks
internal import Tensors

/// What one update of the discriminator measured.
struct DiscriminatorVerdict {
  /// Penalties included.
  let loss: Double
  let logits: ImageLogits
  /// The Euclidean norm of the gradient that it followed, before any clipping.
  let gradientNorm: Double
  /// The generated images, before any trick altered them; nil where nobody needs them.
  let fakes: Tensor?
  /// The loss on each kind of images, where the family has them apart.
  let parts: DiscriminatorLoss.Parts?
}

extension GAN {
  /// Updates the discriminator once on generated and real images in one batch, the generated ones
  /// first.
  mutating func updateDiscriminator(
    onBatchOf fakes: Tensor, _ real: Tensor, labels: ImageLabels
  ) -> DiscriminatorVerdict {
    let (fakeCount, realCount) = (fakes.shape[0], real.shape[0])
    tricks.constrain(&discriminator, learns: true)
    let targets = tricks.targets(labels, real: realCount, fake: fakeCount)
    let joined = StepProfile.measure(.joining) { Tensor(joining: [fakes, real]) }
    let images = tricks.altered(joined, step: stepCount).images

    var pass = trainingPass()
    let verdict = discriminator.forward(images, &pass)
    let logits = ImageLogits(
      real: verdict.output.samples(fakeCount..<fakeCount + realCount),
      fake: verdict.output.samples(0..<fakeCount))
    let loss = recipe.loss.discriminator(logits, targets: targets, reduction: .meanOfBatch)
    var gradients = (consume verdict).backward(
      Tensor(joining: [loss.gradients.fake, loss.gradients.real]), .parameters)
    let penalty = addPenalties(
      to: &gradients, seeing: SeenImages(joined: images, fakeCount: fakeCount), &pass)
    dropout = pass.random
    let norm = updateDiscriminator(along: &gradients)
    return DiscriminatorVerdict(
      loss: loss.value + penalty, logits: logits, gradientNorm: norm,
      fakes: keepsFakes ? fakes : nil, parts: loss.parts)
  }

  /// Adds the gradients of all penalties on the discriminator.
  ///
  /// - Returns: the sum of the penalties.
  mutating func addPenalties(
    to gradients: inout NetworkGradients, seeing images: SeenImages, _ pass: inout ForwardPass
  ) -> Double {
    guard let penalty = tricks.penalty(on: &discriminator, seeing: images, &pass) else {
      return 0
    }
    gradients.add(penalty.gradients)
    return penalty.value
  }

  /// Updates the discriminator along gradients by the weights with which it saw images.
  ///
  /// - Returns: their norm, before any clipping.
  mutating func updateDiscriminator(along gradients: inout NetworkGradients) -> Double {
    tricks.release(&discriminator, &gradients)
    let norm = gradients.norm
    if !norm.isFinite { noteBreak(of: gradients, in: discriminator) }
    discriminatorOptimizer.update(&discriminator, along: gradients)
    return norm
  }

  /// A pass in training mode; its masks come from the run's stream, which the caller takes back.
  func trainingPass() -> ForwardPass { .training(random: dropout, precision: precision) }
}
