internal import Tensors

/// The built-in data set: handwriting-like digits, 28×28 grey, in the manner of MNIST.
package enum StrokesDataset {
  private static let size = 28
  /// The side of the square into which the ink is scaled, as MNIST's is.
  private static let inkSize: Float = 20
  /// The side of the square that is drawn on, from which the image is cut so that its centre of mass
  /// is in the middle: room for the centre to lie where it may within the ink.
  private static let canvasSize = 40
  private static let classCount = 10

  /// The number of images of each split, as many as MNIST has.
  package static func count(of split: DatasetSplit) -> Int {
    split == .train ? 60_000 : 10_000
  }

  /// Draws the images of a split, of which image `i` shows the digit `i % 10`.
  ///
  /// Each image depends on the seed and its index alone. The test images go on where those of
  /// training end.
  ///
  /// - Parameter limit: draw no more than the first so many.
  package static func make(
    split: DatasetSplit, limit: Int? = nil, seed: UInt64 = 1, name: String = "strokes",
    classNames: [String] = (0..<classCount).map(String.init)
  ) -> ImageDataset {
    let count = max(0, min(limit ?? .max, count(of: split)))
    let first = split == .train ? 0 : Self.count(of: .train)
    return ImageDataset(
      name: name, pixels: draw(first..<first + count, seed: seed), width: size, height: size,
      channels: 1, labels: (0..<count).map { UInt8($0 % classCount) }, classNames: classNames)
  }

  /// The pixels of a range of images, drawn in parallel.
  private static func draw(_ indices: Range<Int>, seed: UInt64) -> [UInt8] {
    let imageSize = size * size
    let imagesPerTile = 128
    return unsafe [UInt8](unsafeUninitializedCapacity: indices.count * imageSize) { buffer, count in
      // Safe because each tile writes to the pixels of its own images only.
      nonisolated(unsafe) let pixels = unsafe buffer
      Workers.run(tiles: (indices.count + imagesPerTile - 1) / imagesPerTile) { tile in
        var raster = InkRaster(size: canvasSize)
        let first = tile * imagesPerTile
        for position in first..<min(first + imagesPerTile, indices.count) {
          let start = position * imageSize
          draw(indices.lowerBound + position, seed: seed, onto: &raster)
          unsafe raster.storeCenter(
            into: UnsafeMutableBufferPointer(rebasing: pixels[start..<start + imageSize]),
            side: size)
        }
      }
      count = indices.count * imageSize
    }
  }

  /// Draws one image: the digit of its index, written by a hand and with a pen of its own.
  private static func draw(_ index: Int, seed: UInt64, onto raster: inout InkRaster) {
    var dice = Dice(seed: seed, index: index)
    let skeleton = DigitSkeleton.strokes(of: index % classCount, from: &dice)
    let hand = Handwriting(from: &dice)
    let pen = Pen(from: &dice)
    let curves = hand.write(skeleton, from: &dice).map { $0.flattened(step: 0.09) }
    raster.clear()
    for trace in traces(of: curves, pen: pen) { raster.lay(trace) }
  }

  /// Scales curves into the square of ink, in the middle of the canvas.
  private static func traces(of curves: [[Point]], pen: Pen) -> [Trace] {
    let points = curves.joined()
    guard var low = points.first, var high = points.first else { return [] }
    for point in points {
      low = pointwiseMin(low, point)
      high = pointwiseMax(high, point)
    }
    let scale = (inkSize - 2 * pen.radius - 1) / max((high - low).max(), 1e-3)
    let center = Point(repeating: Float(canvasSize) / 2)
    return curves.map { curve in
      let points = curve.map { center + ($0 - (low + high) * 0.5) * scale }
      return Trace(points: points, radii: pen.radii(along: points))
    }
  }
}
