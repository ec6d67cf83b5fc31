internal import Networks
package import Tensors

/// The discriminator at one moment: it judges images, and learns nothing from them.
///
/// It runs as after training: nothing is dropped, batch normalisation takes its moving statistics, and
/// images come as they are, without noise or augmentation. Kernels are divided by their largest
/// singular values where they are so in training.
package struct FrozenDiscriminator: Sendable {
  private let network: Network
  private let precision: Precision
  private let loss: any AdversarialLoss
  private let generatorLabel: Float
  private var middle = 0.0

  init(
    _ network: Network, precision: Precision, loss: any AdversarialLoss, generatorLabel: Float
  ) {
    self.network = network
    self.precision = precision
    self.loss = loss
    self.generatorLabel = generatorLabel
  }

  /// Its estimate of each image's being real, from 0 to 1, as `LogitMeaning` has it for the run's loss.
  package func scores(of images: Tensor) -> [Float] { scores(ofLogits: logits(of: images)) }

  /// Where it looks: the gradient of each image's logit by its pixels, with the scores.
  ///
  /// Where a layer couples the images of a batch, it is that of the sum of all logits.
  package func attention(to images: Tensor) -> (gradient: Tensor, scores: [Float]) {
    let verdict = verdict(on: images)
    let scores = scores(ofLogits: verdict.output)
    let ones = Tensor(repeating: 1, shape: verdict.output.shape)
    return (inputGradient(of: verdict, along: ones), scores)
  }

  /// What the generator wants of its images: the gradient of its own loss by their pixels, along which
  /// it goes down, with the scores.
  ///
  /// - Parameter real: images beside which they are judged, where the loss compares with such.
  package func generatorGradient(
    by images: Tensor, besides real: Tensor
  ) -> (gradient: Tensor, scores: [Float]) {
    let realLogits = type(of: loss).needsRealLogits ? logits(of: real) : nil
    let verdict = verdict(on: images)
    let scores = scores(ofLogits: verdict.output)
    let loss = loss.generator(fake: verdict.output, real: realLogits, label: generatorLabel)
    return (inputGradient(of: verdict, along: loss.gradient), scores)
  }

  /// Takes the middle between both kinds of images for that of scores, where the family's logits mean
  /// nothing but their differences; elsewhere the images are not even made.
  mutating func settle(between real: () -> Tensor, and fake: () -> Tensor) {
    guard type(of: loss).meaning == .difference else { return }
    middle = LogitMeaning.middle(
      of: ImageLogits(real: logits(of: real()), fake: logits(of: fake())))
  }

  private func scores(ofLogits logits: Tensor) -> [Float] {
    logits.scalars.map { type(of: loss).meaning.score(of: $0, middle: middle) }
  }

  /// One for each image.
  func logits(of images: Tensor) -> Tensor {
    network.inferred(images, precision: precision)
  }

  private func verdict(on images: Tensor) -> NetworkOutput {
    var (network, pass) = (network, ForwardPass.inference(precision: precision))
    return network.forward(images, &pass)
  }

  private func inputGradient(of verdict: consuming NetworkOutput, along gradient: Tensor) -> Tensor
  {
    guard let gradient = (consume verdict).backward(gradient, .input).input else {
      preconditionFailure("the gradient by the images was asked for")
    }
    return gradient
  }
}

extension GAN {
  /// The discriminator as it is now, of which logits are asked and no scores.
  package var frozenDiscriminator: FrozenDiscriminator {
    var (network, tricks) = (discriminator, tricks)
    tricks.constrain(&network, learns: false)
    return FrozenDiscriminator(
      network, precision: precision, loss: recipe.loss, generatorLabel: recipe.step.generatorLabel)
  }

  /// The discriminator as it is now.
  ///
  /// - Parameters:
  ///   - real: some real images, `[count, row, column, channel]`.
  ///   - fake: some generated ones; both are needed only where logits mean nothing but their differences.
  package func frozenDiscriminator(between real: () -> Tensor, and fake: () -> Tensor)
    -> FrozenDiscriminator
  {
    var frozen = frozenDiscriminator
    frozen.settle(between: real, and: fake)
    return frozen
  }
}
