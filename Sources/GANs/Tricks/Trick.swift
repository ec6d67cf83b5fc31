package import Configuration
package import Networks
package import Tensors

/// One trick of training: a value that steps in at those moments of a step that concern it.
///
/// Each has a key in `[tricks]` of a recipe and its own random stream. Whatever it does not concern is
/// left to the empty defaults below, so a trick is one file here, and its line in `TrickCatalogue`.
/// Steps call the moments in the order in which they stand here.
package protocol Trick: Sendable {
  /// The key in recipes, for example `label_noise`.
  static var name: String { get }

  /// The trick while it does nothing: what a recipe without its key has.
  init()

  /// Reads the trick from the value of its key.
  init(reading tricks: SettingsReader) throws(ConfigurationError)

  /// The numbers that can be turned while the networks learn.
  var settings: [TrickSetting] { get }

  /// Turns one of them; a value that is none of this trick's is passed over.
  mutating func turn(_ setting: String, to value: Double)

  /// Why it cannot work with these networks and this loss, in a few words, or nil where it can.
  func misfit(_ players: Players) -> String?

  /// Makes what it remembers, before the first step.
  mutating func begin(_ players: Players, _ random: inout RandomStream)

  /// Takes hold of the discriminator's weights before it sees images; `release` undoes that.
  ///
  /// - Parameter learns: whether it will be updated, or only shows the generator its gradient.
  mutating func constrain(_ discriminator: inout Network, learns: Bool)

  /// Changes what the discriminator is to say of each image, `[count, 1]` each.
  ///
  /// - Parameter labels: what all images of a kind are to get before any trick.
  func move(
    _ targets: inout ImageLogits, from labels: ImageLabels, _ random: inout RandomStream)

  /// Changes images of either kind before the discriminator sees them.
  ///
  /// - Parameter step: how many steps have been trained before.
  func alter(_ images: inout AlteredImages, step: Int, _ random: inout RandomStream)

  /// A loss of the discriminator's gradient by images, or nil.
  func penalize(
    _ discriminator: inout Network, seeing images: SeenImages, _ pass: inout ForwardPass,
    _ random: inout RandomStream
  ) -> InputGradientPenalty?

  /// Gives the discriminator its own weights back, and takes gradients by those that it had to
  /// gradients by its own.
  mutating func release(_ discriminator: inout Network, _ gradients: inout NetworkGradients)

  /// Learns of the generator's weights after each of its updates.
  ///
  /// - Parameter step: how many steps have been trained before.
  mutating func follow(_ generator: Network, step: Int)

  /// Makes those tensors that it remembers after so many updates of the generator, for `visitState` to
  /// fill; what `begin` has made is there already.
  mutating func makeMemory(of generator: Network, updates: Int)

  /// Visits in place what it remembers from step to step, under stable names.
  mutating func visitState(_ visit: (String, inout Tensor) -> Void)
}

extension Trick {
  package var settings: [TrickSetting] { [] }
  package mutating func turn(_ setting: String, to value: Double) {}
  package func misfit(_ players: Players) -> String? { nil }
  package mutating func begin(_ players: Players, _ random: inout RandomStream) {}
  package mutating func constrain(_ discriminator: inout Network, learns: Bool) {}
  package func move(
    _ targets: inout ImageLogits, from labels: ImageLabels, _ random: inout RandomStream
  ) {}
  package func alter(_ images: inout AlteredImages, step: Int, _ random: inout RandomStream) {}
  package func penalize(
    _ discriminator: inout Network, seeing images: SeenImages, _ pass: inout ForwardPass,
    _ random: inout RandomStream
  ) -> InputGradientPenalty? { nil }
  package mutating func release(
    _ discriminator: inout Network, _ gradients: inout NetworkGradients
  ) {}
  package mutating func follow(_ generator: Network, step: Int) {}
  package mutating func makeMemory(of generator: Network, updates: Int) {}
  package mutating func visitState(_ visit: (String, inout Tensor) -> Void) {}
}

/// What a trick must fit to.
package struct Players: Sendable {
  package let generator: Network
  package let discriminator: Network
  package let loss: any AdversarialLoss

  package init(generator: Network, discriminator: Network, loss: any AdversarialLoss) {
    self.generator = generator
    self.discriminator = discriminator
    self.loss = loss
  }
}

/// Images as the discriminator saw them in one update.
package struct SeenImages: Sendable {
  private let realBatch: (images: Tensor, range: Range<Int>)
  private let fakeBatch: (images: Tensor, range: Range<Int>)

  package init(real: Tensor, fake: Tensor) {
    realBatch = (real, 0..<real.shape[0])
    fakeBatch = (fake, 0..<fake.shape[0])
  }

  /// One batch of `fakeCount` generated images followed by real ones.
  package init(joined images: Tensor, fakeCount: Int) {
    realBatch = (images, fakeCount..<images.shape[0])
    fakeBatch = (images, 0..<fakeCount)
  }

  /// The real images, `[count, row, column, channel]`.
  package var real: Tensor { realBatch.images.samples(realBatch.range) }
  /// The generated images, `[count, row, column, channel]`.
  package var fake: Tensor { fakeBatch.images.samples(fakeBatch.range) }
  package var realCount: Int { realBatch.range.count }
  package var fakeCount: Int { fakeBatch.range.count }
}

/// Images on their way to the discriminator, and the way of their gradient back.
package struct AlteredImages: Sendable {
  package private(set) var images: Tensor
  private var gradients: [@Sendable (consuming Tensor) -> Tensor] = []

  package init(_ images: Tensor) {
    self.images = images
  }

  /// Changes the images.
  ///
  /// - Parameter gradient: takes the gradient by the changed images to that by those before; nil
  ///   where both are the same.
  package mutating func alter(
    gradient: (@Sendable (consuming Tensor) -> Tensor)?, _ change: (consuming Tensor) -> Tensor
  ) {
    images = change(images)
    if let gradient { gradients.append(gradient) }
  }

  /// The gradient by the images as they came in.
  package func gradient(_ gradient: consuming Tensor) -> Tensor {
    var gradient = gradient
    for back in gradients.reversed() { gradient = back(gradient) }
    return gradient
  }
}
