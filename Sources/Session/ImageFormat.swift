/// The extents of the images of a data set, in pixels.
package struct ImageFormat: Sendable, Hashable, Codable {
  package var width: Int
  package var height: Int
  /// 1 for grey, 3 for red, green and blue.
  package var channels: Int

  package init(width: Int, height: Int, channels: Int) {
    self.width = width
    self.height = height
    self.channels = channels
  }

  /// The number of bytes of one 8-bit image.
  package var byteCount: Int { width * height * channels }
}
