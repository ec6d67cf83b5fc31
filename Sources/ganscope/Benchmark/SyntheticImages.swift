import Datasets
import Tensors

/// Images that cost no disk: uniform noise in a recipe's range of pixels, held in memory as floats.
struct SyntheticImages {
  static let count = 8192

  private let image: Shape
  private let range: PixelRange
  /// Drawn when the first batch is taken.
  private lazy var images: Tensor = {
    var stream = RandomStream(seed: 1, purpose: .drawing)
    return Tensor(
      uniform: image.batched(Self.count), in: range == .unit ? 0..<1 : -1..<1, using: &stream)
  }()
  private var next = 0

  /// - Parameter image: the shape of one image, `[row, column, channel]`.
  init(_ image: Shape, range: PixelRange) {
    (self.image, self.range) = (image, range)
  }

  /// The next `count` images, of which there are no more than `SyntheticImages.count`.
  mutating func batch(_ count: Int) -> Tensor {
    if next + count > Self.count { next = 0 }
    defer { next += count }
    return images.samples(next..<next + count)
  }
}
