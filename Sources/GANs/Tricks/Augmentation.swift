package import Configuration
internal import Networks
package import Tensors

/// Shows the discriminator moved and covered images of both kinds, so that it cannot learn few real ones
/// by heart (Zhao et al., "Differentiable augmentation for data-efficient GAN training", 2020).
///
/// Every image is changed in its own way, also those on which the generator learns, whose gradient
/// goes back through the change: what it makes is not moved or covered itself.
package struct Augmentation: Trick {
  package static let name = "augmentation"

  /// Images move by up to this share of their extent in each direction; 0 where nothing moves.
  package var translation: Float = 0
  /// The side of the covered square as a share of the image's; 0 where nothing is covered.
  package var cutout: Float = 0

  package init() {}

  package init(translation: Float, cutout: Float) {
    self.translation = translation
    self.cutout = cutout
  }

  package init(reading tricks: SettingsReader) throws(ConfigurationError) {
    let reader = try tricks.table(Self.name)
    translation = Float(try reader.number("translation", in: 0...1))
    cutout = Float(try reader.number("cutout", in: 0...1))
    try reader.finish()
  }

  package var settings: [TrickSetting] {
    [
      .share("translation", title: "translation", translation),
      .share("cutout", title: "cutout", cutout),
    ]
  }

  package mutating func turn(_ setting: String, to value: Double) {
    switch setting {
    case "translation": translation = Float(value)
    case "cutout": cutout = Float(value)
    default: break
    }
  }

  package func alter(_ images: inout AlteredImages, step: Int, _ random: inout RandomStream) {
    if translation > 0 { move(&images, &random) }
    if cutout > 0 { cover(&images, &random) }
  }

  private func move(_ images: inout AlteredImages, _ random: inout RandomStream) {
    let shape = images.images.shape
    let reach = (extent(shape[1], translation), extent(shape[2], translation))
    let offsets = places(shape[0], &random) { row, column in
      PixelOffset(
        rows: Int(row * Float(2 * reach.0 + 1)) - reach.0,
        columns: Int(column * Float(2 * reach.1 + 1)) - reach.1)
    }
    StepTrace.draw(.translation, tensor(of: offsets))
    images.alter(gradient: { $0.moved(by: offsets.map(\.opposite)) }) { $0.moved(by: offsets) }
  }

  private func cover(_ images: inout AlteredImages, _ random: inout RandomStream) {
    let shape = images.images.shape
    let side = (extent(shape[1], cutout), extent(shape[2], cutout))
    // An even side has its centre between two pixels, so there is one place more.
    let centers = places(shape[0], &random) { row, column in
      PixelOffset(
        rows: Int(row * Float(shape[1] + 1 - side.0 % 2)),
        columns: Int(column * Float(shape[2] + 1 - side.1 % 2)))
    }
    StepTrace.draw(.cutout, tensor(of: centers))
    let squares = centers.map { center in
      PixelSquare(
        rows: (center.rows - side.0 / 2..<center.rows - side.0 / 2 + side.0)
          .clamped(to: 0..<shape[1]),
        columns: (center.columns - side.1 / 2..<center.columns - side.1 / 2 + side.1)
          .clamped(to: 0..<shape[2]))
    }
    images.alter(gradient: { $0.covered(at: squares) }) { $0.covered(at: squares) }
  }

  private func tensor(of offsets: [PixelOffset]) -> Tensor {
    Tensor(
      [offsets.count, 2], scalars: offsets.flatMap { [Float($0.rows), Float($0.columns)] })
  }

  /// A share of an extent in whole pixels.
  private func extent(_ pixels: Int, _ share: Float) -> Int { Int(Float(pixels) * share + 0.5) }

  /// A place for each image, made of two uniform numbers.
  private func places(
    _ count: Int, _ random: inout RandomStream, _ place: (Float, Float) -> PixelOffset
  ) -> [PixelOffset] {
    let draws = Tensor(uniform: [count, 2], in: 0..<1, using: &random).scalars
    return (0..<count).map { place(draws[2 * $0], draws[2 * $0 + 1]) }
  }
}
