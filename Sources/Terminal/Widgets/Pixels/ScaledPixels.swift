/// An image at the size at which it is shown, each pixel the mean of the pixels that it stands for.
///
/// Along a side that is longer than the image's, pixels are shown several times.
struct ScaledPixels {
  let width: Int
  let height: Int
  /// Rows from the top, pixels from the left.
  let pixels: [RGB]

  init(_ image: PixelView, width: Int, height: Int) {
    self.width = width
    self.height = height
    let scaling = BoxScaling(from: image, width: width, height: height)
    let channels = image.channels
    let bytes = image.pixels
    func mean(_ box: BoxScaling.Box, channel: Int) -> UInt8 {
      UInt8(box.mean { Int(bytes[bytes.startIndex + $0 * channels + channel]) })
    }
    pixels = scaling.boxes.map { box in
      let red = mean(box, channel: 0)
      guard channels >= 3 else { return RGB(red: red, green: red, blue: red) }
      return RGB(red: red, green: mean(box, channel: 1), blue: mean(box, channel: 2))
    }
  }

  subscript(x: Int, y: Int) -> RGB { pixels[y * width + x] }
}

/// Which pixels of an image each pixel of another size stands for.
struct BoxScaling {
  struct Box {
    let columns: Range<Int>
    let rows: Range<Int>
    let stride: Int

    /// The rounded mean of the values of its pixels, which are numbered row by row.
    func mean(_ value: (Int) -> Int) -> Int {
      var sum = 0
      for row in rows {
        for column in columns { sum += value(row * stride + column) }
      }
      let count = columns.count * rows.count
      return (sum + (sum < 0 ? -count : count) / 2) / count
    }
  }

  /// In rows from the top.
  let boxes: [Box]

  init(from image: PixelView, width: Int, height: Int) {
    let columns = (0..<width).map { Self.span($0, of: width, over: image.width) }
    let rows = (0..<height).map { Self.span($0, of: height, over: image.height) }
    boxes = rows.flatMap { row in
      columns.map { Box(columns: $0, rows: row, stride: image.width) }
    }
  }

  private static func span(_ index: Int, of shown: Int, over count: Int) -> Range<Int> {
    let first = index * count / shown
    return first..<max(first + 1, (index + 1) * count / shown)
  }
}
