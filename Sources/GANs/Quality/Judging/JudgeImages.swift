internal import Datasets
internal import Tensors

/// The images that a judge learns from; those that it sees often are a little moved each time, so that it
/// learns what they show and not where.
struct JudgeImages: Sendable {
  private let dataset: ImageDataset
  private var stream: RandomStream
  /// The most rows and columns that an image is moved by.
  private let reach: Int

  /// - Parameter moves: by up to two pixels of 28.
  init(_ dataset: ImageDataset, seed: UInt64, moves: Bool) {
    self.dataset = dataset
    stream = RandomStream(seed: seed, purpose: .noise)
    reach = moves ? max(1, min(dataset.width, dataset.height) / 14) : 0
  }

  /// Images by their places in the data set, `[count, row, column, channel]` in the range of `Judge.range`;
  /// what comes in from outside continues the border.
  mutating func batch(at indices: [Int]) -> Tensor {
    guard reach > 0 else { return dataset.batch(indices: indices, range: Judge.range) }
    let (height, width, channels) = (dataset.height, dataset.width, dataset.channels)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(indices.count * dataset.imageSize)
    for index in indices {
      let (rows, columns) = (offset(), offset())
      for row in 0..<height {
        let source = index * dataset.imageSize + clamp(row + rows, below: height) * width * channels
        appendRow(startingAt: source, movedBy: columns, to: &pixels)
      }
    }
    let moved = ImageDataset(
      name: dataset.name, pixels: pixels, width: width, height: height, channels: channels)
    return moved.batch(indices: 0..<indices.count, range: Judge.range)
  }

  private func appendRow(startingAt start: Int, movedBy columns: Int, to pixels: inout [UInt8]) {
    let (width, channels) = (dataset.width, dataset.channels)
    let (first, end) = (max(0, columns), min(width, width + columns))
    for _ in 0..<max(0, -columns) { pixels += dataset.pixels[start..<start + channels] }
    pixels += dataset.pixels[start + first * channels..<start + end * channels]
    let last = start + (width - 1) * channels
    for _ in 0..<max(0, columns) { pixels += dataset.pixels[last..<last + channels] }
  }

  private mutating func offset() -> Int { stream.next(below: 2 * reach + 1) - reach }

  private func clamp(_ place: Int, below end: Int) -> Int { min(max(0, place), end - 1) }
}
