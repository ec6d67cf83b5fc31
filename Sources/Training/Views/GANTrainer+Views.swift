internal import Datasets
internal import GANs
internal import Networks
package import Session
internal import Tensors

// Images that somebody looks at. Networks are values and draws come from a part of the display's stream
// of their own, so nothing of the run changes by it.
extension GANTrainer {
  /// How many images a view of gradients shows: each costs a way back besides.
  static let gradientCount = 16
  /// How long the way of images along the generator's gradients is, in grey levels of the root mean
  /// square; as it has turns, and ends for a pixel at black or white, they come about a third as far.
  ///
  /// Less is hardly seen where two pictures take turns, more is another picture.
  /// After 300 batches of the recipe `pocket` it is 30 levels, and the mean score goes from 0.43 to 0.67.
  static let wishLevels: Float = 96
  /// In how many steps: after each the gradient is another one.
  static let wishSteps = 16

  package func view(_ request: SampleViewRequest) -> SampleView {
    Workers.withTeam { answer(request.nearest(layers: layerCount(for: request))) }
  }

  private func answer(_ request: SampleViewRequest) -> SampleView {
    switch request {
    case .fixedLatents: judged(request, generated(of: fixedLatents), areReal: false)
    case .freshLatents(let draw): judged(request, freshImages(draw), areReal: false)
    case .realImages(let page): judged(request, realPage(page), areReal: true)
    case .realAndFake(let draw): mixed(request, draw: draw)
    case .nearestImages: nearestImages()
    case .attention(let ofReal): attention(request, ofReal: ofReal)
    case .wish: wish()
    case .latentWalk(let x, let y):
      judged(request, generated(of: latent(x: x, y: y)), areReal: false)
    case .featureMaps(let network, let layer):
      featureMaps(request, gan.network(network), layer: layer)
    }
  }

  // MARK: - Views

  private func judged(
    _ request: SampleViewRequest, _ images: Tensor, areReal: Bool
  ) -> SampleView {
    var view = view(request, of: images)
    view.scores = frozenDiscriminator.scores(of: images)
    if areReal { view.areReal = [Bool](repeating: true, count: view.count) }
    return view
  }

  /// As many generated as real images, in random order.
  private func mixed(_ request: SampleViewRequest, draw: Int) -> SampleView {
    var stream = displayStream("mixed", draw: draw)
    let half = Self.sampleCount / 2
    let fakes = generated(of: gan.recipe.latent.vectors(half, using: &stream))
    let real = images.images(at: (0..<half).map { _ in stream.next(below: images.count) })
    let order = permutation(count: 2 * half, using: &stream)
    let joined = Tensor(
      joining: order.map { place in
        place < half
          ? fakes.samples(place..<place + 1) : real.samples(place - half..<place - half + 1)
      })
    var view = judged(request, joined, areReal: false)
    view.areReal = order.map { $0 >= half }
    return view
  }

  private func attention(_ request: SampleViewRequest, ofReal: Bool) -> SampleView {
    let images = ofReal ? firstReal : firstFakes
    let attention = frozenDiscriminator.attention(to: images)
    var view = view(request, of: images)
    view.scores = attention.scores
    view.attention = attention.gradient.brightnessSlopes()
    if ofReal { view.areReal = [Bool](repeating: true, count: view.count) }
    return view
  }

  private func wish() -> SampleView {
    let (images, frozenDiscriminator) = (firstFakes, frozenDiscriminator)
    let (real, pixels) = (firstReal, gan.recipe.pixels)
    let levels = Self.wishLevels / Float(Self.wishSteps)
    var moved = images
    for _ in 0..<Self.wishSteps {
      let gradient = frozenDiscriminator.generatorGradient(by: moved, besides: real).gradient
      moved = moved.moved(against: gradient, greyLevels: levels, in: pixels)
    }
    var view = view(.wish, of: images)
    view.scores = frozenDiscriminator.scores(of: images)
    view.movedPixels = pixels.pixels(of: moved)
    view.movedScores = frozenDiscriminator.scores(of: moved)
    return view
  }

  /// Of the generator for the first fixed latent vector, of the discriminator for the first real image.
  private func featureMaps(
    _ request: SampleViewRequest, _ network: Network, layer: Int
  ) -> SampleView {
    let maps =
      network.name == gan.generator.name
      ? gan.featureMaps(
        ofGeneratorLayer: layer, for: fixedLatents.samples(0..<1), average: showsAverage)
      : gan.featureMaps(ofDiscriminatorLayer: layer, for: firstReal.samples(0..<1))
    let shown = network.layers[layer]
    let shape = shown.outputShape.extents.map(String.init).joined(separator: "x")
    return SampleView(
      request: request, epoch: epoch, step: step,
      format: ImageFormat(width: maps.width, height: maps.height, channels: 1),
      pixels: maps.pixels, layer: "\(network.name) \(layer): \(type(of: shown).kind) \(shape)",
      layerCount: network.layers.count)
  }

  func view(_ request: SampleViewRequest, of images: Tensor) -> SampleView {
    SampleView(
      request: request, epoch: epoch, step: step, format: run.format,
      pixels: gan.recipe.pixels.pixels(of: images))
  }

  // MARK: - Images

  private func generated(of latents: Tensor) -> Tensor {
    gan.images(from: latents, average: showsAverage)
  }

  private func freshImages(_ draw: Int) -> Tensor {
    var stream = displayStream("fresh", draw: draw)
    return generated(of: gan.recipe.latent.vectors(Self.sampleCount, using: &stream))
  }

  /// A page of the data set; behind the last one comes the first.
  private func realPage(_ page: Int) -> Tensor {
    let pages = (images.count + Self.sampleCount - 1) / Self.sampleCount
    let start = (page % pages + pages) % pages * Self.sampleCount
    return images.images(at: start..<min(start + Self.sampleCount, images.count))
  }

  private var firstReal: Tensor { images.images(at: 0..<min(Self.gradientCount, images.count)) }

  /// The first fixed samples, as many as a view of gradients shows.
  var firstFakes: Tensor { generated(of: fixedLatents.samples(0..<Self.gradientCount)) }

  /// Between the first four fixed vectors, bilinear: the first is at (0, 0), the second at (1, 0), the
  /// third at (0, 1).
  private func latent(x: Double, y: Double) -> Tensor {
    let shares = [(1 - x) * (1 - y), x * (1 - y), (1 - x) * y, x * y]
    var latent = Tensor(zeros: fixedLatents.shape.sample.batched(1))
    for (corner, share) in shares.enumerated() {
      latent.add(fixedLatents.samples(corner..<corner + 1), scaledBy: Float(share))
    }
    return latent
  }

  // MARK: - Parts

  private var frozenDiscriminator: FrozenDiscriminator {
    gan.frozenDiscriminator(between: { firstReal }, and: { firstFakes })
  }

  private var showsAverage: Bool { knobs.showsAverage == true }

  private func layerCount(for request: SampleViewRequest) -> Int {
    guard case .featureMaps(let network, _) = request else { return 0 }
    return gan.network(network).layers.count
  }

  /// The draws of one number of a kind of view or reading, each of which draws fewer than 2³² blocks.
  func displayStream(_ kind: String, draw: Int) -> RandomStream {
    var stream = RandomStream(seed: run.seed, purpose: .display, part: kind)
    stream.counter = UInt64(truncatingIfNeeded: draw) << 32
    return stream
  }
}

extension GAN {
  /// One of the players.
  func network(_ role: NetworkRole) -> Network {
    switch role {
    case .generator: generator
    case .discriminator: discriminator
    }
  }
}
