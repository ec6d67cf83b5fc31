/// The images that the generator made from the run's fixed latent vectors at one moment, 8-bit.
///
/// Image `i` of every grid of a run comes from the same latent vector, so two grids show the same
/// samples at two moments.
package struct SampleGrid: Sendable, Hashable {
  /// The epoch in which it was made, counted from 1; 0 is the state before the first batch.
  package let epoch: Int
  /// The batch within the run after which it was made; 0 is the state before the first batch.
  package let step: Int
  /// Whether it was made at the end of its epoch (or at the start of the run).
  package let endsEpoch: Bool
  /// Whether it shows the average of the generator's weights instead of the weights themselves.
  package let showsAverage: Bool
  package let format: ImageFormat
  /// Image after image, each in rows from the top, pixels from the left, channels interleaved.
  package let pixels: [UInt8]

  package init(
    epoch: Int, step: Int, endsEpoch: Bool, showsAverage: Bool = false, format: ImageFormat,
    pixels: [UInt8]
  ) {
    precondition(pixels.count.isMultiple(of: format.byteCount), "pixels do not fill whole images")
    self.epoch = epoch
    self.step = step
    self.endsEpoch = endsEpoch
    self.showsAverage = showsAverage
    self.format = format
    self.pixels = pixels
  }

  /// The number of images.
  package var count: Int { pixels.count / format.byteCount }

  /// The bytes of image `index`.
  package func image(_ index: Int) -> ArraySlice<UInt8> {
    pixels[index * format.byteCount..<(index + 1) * format.byteCount]
  }
}
