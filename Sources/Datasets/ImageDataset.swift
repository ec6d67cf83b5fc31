package import Tensors

/// A set of images of one size in memory, with a label for each if they are known.
package struct ImageDataset: Sendable, Hashable {
  /// For example `mnist`.
  package let name: String
  /// 8-bit intensities: image after image, rows from the top, channels interleaved.
  package let pixels: [UInt8]
  /// The extent of a row in pixels.
  package let width: Int
  /// The number of rows.
  package let height: Int
  /// 1 for grey, 3 for red, green and blue.
  package let channels: Int
  /// The class of each image, an index of `classNames`.
  package let labels: [UInt8]?
  /// The names of the classes; empty where there are no labels.
  package let classNames: [String]

  package init(
    name: String, pixels: [UInt8], width: Int, height: Int, channels: Int, labels: [UInt8]? = nil,
    classNames: [String] = []
  ) {
    precondition(width > 0 && height > 0 && channels > 0, "an image has at least one pixel")
    let imageSize = width * height * channels
    precondition(pixels.count.isMultiple(of: imageSize), "the last image is not whole")
    precondition(
      labels == nil || labels?.count == pixels.count / imageSize, "one label for each image")
    self.name = name
    self.pixels = pixels
    self.width = width
    self.height = height
    self.channels = channels
    self.labels = labels
    self.classNames = classNames
  }

  /// The number of images.
  package var count: Int { pixels.count / imageSize }

  /// The number of bytes of one image.
  package var imageSize: Int { width * height * channels }

  /// The shape of one image as a tensor: `[row, column, channel]`.
  package var imageShape: Shape { [height, width, channels] }

  /// The first `limit` images, or all if there are no more.
  package func limited(to limit: Int) -> ImageDataset {
    guard limit < count else { return self }
    let kept = max(0, limit)
    return ImageDataset(
      name: name, pixels: Array(pixels.prefix(kept * imageSize)), width: width, height: height,
      channels: channels, labels: labels.map { Array($0.prefix(kept)) }, classNames: classNames)
  }

  /// The images at the given indices, in their order.
  package func keeping(_ indices: [Int]) -> ImageDataset {
    var kept: [UInt8] = []
    kept.reserveCapacity(indices.count * imageSize)
    for index in indices { kept += pixels[index * imageSize..<(index + 1) * imageSize] }
    return ImageDataset(
      name: name, pixels: kept, width: width, height: height, channels: channels,
      labels: labels.map { labels in indices.map { labels[$0] } }, classNames: classNames)
  }

  /// The images at the given indices as a tensor `[batch, row, column, channel]`, scaled to `range`.
  package func batch(indices: some Collection<Int>, range: PixelRange) -> Tensor {
    var batch = Tensor(uninitialized: imageShape.batched(indices.count))
    unsafe batch.withUnsafeMutableBufferPointer { scalars in
      unsafe pixels.withUnsafeBufferPointer { pixels in
        for (position, index) in indices.enumerated() {
          precondition(index >= 0 && index < count, "no image has the index \(index)")
          unsafe range.scale(
            UnsafeBufferPointer(rebasing: pixels[index * imageSize..<(index + 1) * imageSize]),
            into: UnsafeMutableBufferPointer(
              rebasing: scalars[position * imageSize..<(position + 1) * imageSize]))
        }
      }
    }
    return batch
  }
}
