package import Tensors

/// What images show in their pixels alone, taken in batch by batch.
///
/// They come as they are seen on a screen, with 8 bits a channel.
package struct PixelStatistics: Sendable {
  /// `[row, column, channel]`.
  package let imageShape: Shape
  package private(set) var diversity: PixelDiversity
  package private(set) var saturation = SaturatedPixels()
  package private(set) var checkerboard: CheckerboardEnergy

  package init(imageShape: Shape) {
    self.imageShape = imageShape
    diversity = PixelDiversity(imageSize: imageShape.count)
    checkerboard = CheckerboardEnergy(imageShape: imageShape)
  }

  /// The number of images.
  package var count: Int { diversity.count }

  /// Takes in 8-bit images, one behind the other.
  package mutating func add(_ pixels: [UInt8]) {
    diversity.add(pixels)
    saturation.add(pixels)
    checkerboard.add(pixels)
  }
}
