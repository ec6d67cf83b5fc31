/// An image of any size, as a picture file holds it.
struct Picture: Hashable {
  /// More pixels than this are not taken for an image to train on: 8192 × 8192.
  static let largestPixelCount = 1 << 26

  var width: Int
  var height: Int
  /// 1 for grey, 3 for red, green and blue.
  var channels: Int
  /// Rows from the top, channels interleaved.
  var pixels: [UInt8]

  /// The square in the middle, as large as the picture allows.
  func croppedToSquare() -> Picture {
    guard width != height else { return self }
    let side = min(width, height)
    let (left, top) = ((width - side) / 2, (height - side) / 2)
    var square: [UInt8] = []
    square.reserveCapacity(side * side * channels)
    for row in top..<top + side {
      let start = (row * width + left) * channels
      square += pixels[start..<start + side * channels]
    }
    return Picture(width: side, height: side, channels: channels, pixels: square)
  }

  /// The same picture in grey (1) or in colour (3).
  ///
  /// Grey is the luma of ITU-R BT.601, as in JPEG: 0.299 red + 0.587 green + 0.114 blue.
  func converted(toChannels wanted: Int) -> Picture {
    var copy = self
    switch (channels, wanted) {
    case (3, 1):
      copy.pixels = stride(from: 0, to: pixels.count, by: 3).map { i in
        let (red, green, blue) = (Int(pixels[i]), Int(pixels[i + 1]), Int(pixels[i + 2]))
        return UInt8((299 * red + 587 * green + 114 * blue + 500) / 1000)
      }
    case (1, 3): copy.pixels = pixels.flatMap { [$0, $0, $0] }
    default: break
    }
    copy.channels = wanted
    return copy
  }
}
