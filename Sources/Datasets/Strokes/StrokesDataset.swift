internal import Tensors

/// The built-in data set: handwriting-like digits, 28×28 grey, in the manner of MNIST.
package enum StrokesDataset {
  /// The number of images of each split, as many as MNIST has.
  package static func count(of split: DatasetSplit) -> Int {
    split == .train ? 60_000 : 10_000
  }

  /// Draws the images of a split, of which image `i` shows the digit `i % 10`.
  ///
  /// Each image depends on the seed and its index alone. The test images are other ones than those
  /// of training, with the same seed.
  package static func make(
    split: DatasetSplit, limit: Int? = nil, seed: UInt64 = 1, name: String = "strokes",
    classNames: [String] = (0...9).map(String.init)
  ) -> ImageDataset {
    let count = min(limit ?? .max, count(of: split))
    let size = 28
    return ImageDataset(
      name: name, pixels: [UInt8](repeating: 0, count: count * size * size), width: size,
      height: size, channels: 1, labels: (0..<count).map { UInt8($0 % 10) }, classNames: classNames)
  }
}
