import Datasets
import Tensors

/// Images that cost no disk: uniform noise, held in memory as real data is, a byte a pixel.
struct SyntheticImages {
  static let count = 8192

  private let image: Shape
  private let range: PixelRange
  /// Drawn when the first batch is taken.
  private lazy var images = ImageDataset(
    name: "noise", pixels: Self.noise(count: Self.count * image.count), width: image[1],
    height: image[0], channels: image[2])
  private var next = 0

  /// - Parameter image: the shape of one image, `[row, column, channel]`.
  init(_ image: Shape, range: PixelRange) {
    (self.image, self.range) = (image, range)
  }

  /// The next `count` images; behind the last comes the first again.
  mutating func batch(_ count: Int) -> Tensor {
    let indices = (next..<next + count).map { $0 % Self.count }
    next = (next + count) % Self.count
    return images.batch(indices: indices, range: range)
  }

  private static func noise(count: Int) -> [UInt8] {
    var stream = RandomStream(seed: 1, purpose: .drawing)
    let piece = 1 << 16
    // Safe because every byte up to `initialized` has been written.
    return unsafe [UInt8](unsafeUninitializedCapacity: count) {
      bytes, initialized in
      while initialized < count {
        let drawn = Tensor(
          uniform: [min(piece, count - initialized)], in: 0..<256, using: &stream)
        unsafe drawn.withUnsafeBufferPointer { values in
          for index in values.indices {
            unsafe bytes[initialized + index] = UInt8(values[index])
          }
        }
        initialized += drawn.count
      }
    }
  }
}
