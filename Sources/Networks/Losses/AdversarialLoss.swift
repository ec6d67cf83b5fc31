package import Configuration
package import Tensors

/// What each player wants of the discriminator's logits: a family of two losses.
///
/// Logits are `[count, 1]`; a higher one means "more real".
package protocol AdversarialLoss: Sendable {
  /// The family's name in recipes, for example `hinge`.
  static var name: String { get }
  /// Which of the players' losses compare with labels.
  static var labels: LabelUse { get }
  /// What a logit says of its image.
  static var meaning: LogitMeaning { get }

  init()

  /// Reads what the family leaves open from `[training]` of a recipe.
  init(reading training: SettingsReader) throws(ConfigurationError)

  /// The discriminator's loss, with its gradients by the logits of both kinds of images.
  ///
  /// - Parameters:
  ///   - targets: the label of each image; of no meaning where the family has none.
  ///   - reduction: how the losses on both kinds become one number, where the family leaves that
  ///     open.
  func discriminator(
    _ logits: ImageLogits, targets: ImageLogits, reduction: LossReduction
  ) -> DiscriminatorLoss

  /// The generator's loss, with its gradient by the logits of its images.
  ///
  /// - Parameters:
  ///   - real: those of real images, where the family compares with them (`needsRealLogits`).
  ///   - label: the label that the generator wants its images to get.
  func generator(fake: Tensor, real: Tensor?, label: Float) -> Loss

  /// Whether the generator's loss depends on what the discriminator says of real images.
  static var needsRealLogits: Bool { get }
}

extension AdversarialLoss {
  /// Nothing is left open.
  package init(reading training: SettingsReader) throws(ConfigurationError) {
    self.init()
  }

  package static var needsRealLogits: Bool { false }
}

/// Which losses of a family compare logits with labels.
package enum LabelUse: Sendable {
  case none
  /// The discriminator's only.
  case discriminator
  case both
}

/// One number for each image of a step: its logit, or the label that it should get.
package struct ImageLogits: Sendable {
  package var real: Tensor
  package var fake: Tensor

  package init(real: Tensor, fake: Tensor) {
    self.real = real
    self.fake = fake
  }
}

/// How the discriminator's losses on real and on generated images become one.
package enum LossReduction: Sendable {
  /// The mean over all images, as of one batch of both kinds.
  case meanOfBatch
  /// The sum of the mean over the real images and that over the generated ones.
  case sumOfMeans
}

/// The discriminator's loss in one step, and its gradients.
package struct DiscriminatorLoss: Sendable {
  package let value: Double
  /// By the logits of the real images, and of the generated ones.
  package let gradients: ImageLogits
  /// The mean losses on both kinds of images, or nil where the loss is of pairs.
  package private(set) var parts: Parts?

  /// The mean losses on each kind of images.
  package struct Parts: Sendable, Hashable {
    package let real: Double
    package let fake: Double

    package init(real: Double, fake: Double) {
      self.real = real
      self.fake = fake
    }
  }

  package init(value: Double, gradients: ImageLogits) {
    self.value = value
    self.gradients = gradients
  }

  /// Makes one loss of the mean losses on both kinds of images.
  init(real: Loss, fake: Loss, reduction: LossReduction) {
    var gradients = ImageLogits(real: real.gradient, fake: fake.gradient)
    parts = Parts(real: real.mean, fake: fake.mean)
    switch reduction {
    case .sumOfMeans:
      value = real.mean + fake.mean
    case .meanOfBatch:
      let (realCount, fakeCount) = (Double(real.values.count), Double(fake.values.count))
      let share = realCount / (realCount + fakeCount)
      value = share * real.mean + (1 - share) * fake.mean
      gradients.real.scale(by: Float(share))
      gradients.fake.scale(by: Float(1 - share))
    }
    self.gradients = gradients
  }
}

/// A loss of each logit and its slope there.
struct LogitTerm {
  var value: Double
  var slope: Double
}

extension Loss {
  /// The loss of each logit by a function of it alone.
  init(of logits: Tensor, _ term: (Double) -> LogitTerm) {
    let terms = logits.scalars.map { term(Double($0)) }
    self.init(terms, shape: logits.shape)
  }

  /// The loss of each logit and its own target.
  init(of logits: Tensor, targets: Tensor, _ term: (Double, Double) -> LogitTerm) {
    precondition(logits.shape == targets.shape, "\(logits.shape) against \(targets.shape)")
    let terms = zip(logits.scalars, targets.scalars).map { term(Double($0), Double($1)) }
    self.init(terms, shape: logits.shape)
  }

  private init(_ terms: [LogitTerm], shape: Shape) {
    let count = Double(max(1, terms.count))
    self.init(
      values: Tensor(rounding: terms.map(\.value)).reshaped(to: shape),
      gradient: Tensor(rounding: terms.map { $0.slope / count }).reshaped(to: shape))
  }
}
