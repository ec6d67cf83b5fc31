/// An 8-bit image, shown pixel for pixel where it fits and averaged down where it does not.
///
/// In 256 colours a cell is two pixels, as a half block; otherwise it is a character by brightness.
package struct PixelView: Widget {
  package let width: Int
  package let height: Int
  package let channels: Int
  /// Rows from the top, pixels from the left, channels interleaved.
  package let pixels: ArraySlice<UInt8>
  package let capabilities: TerminalCapabilities

  package init(
    width: Int, height: Int, channels: Int, pixels: ArraySlice<UInt8>,
    capabilities: TerminalCapabilities
  ) {
    precondition(pixels.count == width * height * channels, "the pixels do not fill the image")
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
    self.capabilities = capabilities
  }

  /// The pixels that an image of some size is shown in within an area: its own, or as many as fit
  /// with its proportions.
  package static func shownSize(
    width: Int, height: Int, in area: Rectangle
  ) -> (width: Int, height: Int) {
    guard width > 0, height > 0, !area.isEmpty else { return (0, 0) }
    let (columns, rows) = (area.width, 2 * area.height)
    if width <= columns && height <= rows { return (width, height) }
    if width * rows >= height * columns {
      return (columns, max(1, height * columns / width))
    }
    return (max(1, width * rows / height), rows)
  }

  package func draw(in area: Rectangle, onto canvas: inout Canvas) {
    let (shownWidth, shownHeight) = Self.shownSize(width: width, height: height, in: area)
    guard shownWidth > 0, channels > 0 else { return }
    let blocks = capabilities.unicode && capabilities.colors == .palette
    let scaled = BoxScaledImage(image: self, width: shownWidth, height: shownHeight)
    for y in stride(from: 0, to: shownHeight, by: 2) {
      for x in 0..<shownWidth {
        let top = scaled.pixel(x: x, y: y)
        let bottom = y + 1 < shownHeight ? scaled.pixel(x: x, y: y + 1) : nil
        canvas[area.x + x, area.y + y / 2] =
          blocks
          ? Self.halfBlock(top, bottom)
          : Cell(Self.character(top, bottom ?? top), rampStyle)
      }
    }
  }

  /// Equal halves are always the same cell, a space: runs of it stay short on the wire.
  private static func halfBlock(_ top: RGB, _ bottom: RGB?) -> Cell {
    let (upper, lower) = (Self.color(top), bottom.map(Self.color) ?? .palette(16))
    let style = Style(foreground: upper, background: lower)
    return Cell(upper == lower ? " " : "▀", style)
  }

  private static func color(_ pixel: RGB) -> Color {
    if pixel.isGrey {
      return .palette(Palette.greys[Int(pixel.red)])
    }
    return .palette(Palette.cube(red: pixel.red, green: pixel.green, blue: pixel.blue))
  }

  private static let ramp: [Character] = Array(" .:-=+*#%@")

  private static func character(_ top: RGB, _ bottom: RGB) -> Character {
    let brightness = (Self.brightness(top) + Self.brightness(bottom)) / 2
    return ramp[min(ramp.count - 1, brightness * ramp.count / 256)]
  }

  private static func brightness(_ pixel: RGB) -> Int {
    (299 * Int(pixel.red) + 587 * Int(pixel.green) + 114 * Int(pixel.blue)) / 1000
  }

  /// Light on dark, as the images are, whatever the theme.
  private var rampStyle: Style {
    switch capabilities.colors {
    case .monochrome: .plain
    case .eight: Style(foreground: .palette(7), background: .palette(0))
    case .sixteen: Style(foreground: .palette(15), background: .palette(0))
    case .palette: Style(foreground: .palette(231), background: .palette(16))
    }
  }
}

/// An image at another size, each pixel the mean of the pixels that it stands for.
private struct BoxScaledImage {
  let image: PixelView
  let width: Int
  let height: Int

  func pixel(x: Int, y: Int) -> RGB {
    let columns = Self.span(x, of: width, over: image.width)
    let rows = Self.span(y, of: height, over: image.height)
    let red = mean(columns: columns, rows: rows, channel: 0)
    guard image.channels >= 3 else { return RGB(red: red, green: red, blue: red) }
    return RGB(
      red: red, green: mean(columns: columns, rows: rows, channel: 1),
      blue: mean(columns: columns, rows: rows, channel: 2))
  }

  private static func span(_ index: Int, of shown: Int, over count: Int) -> Range<Int> {
    let first = index * count / shown
    return first..<max(first + 1, (index + 1) * count / shown)
  }

  private func mean(columns: Range<Int>, rows: Range<Int>, channel: Int) -> UInt8 {
    var sum = 0
    for row in rows {
      for column in columns {
        let offset = (row * image.width + column) * image.channels + channel
        sum += Int(image.pixels[image.pixels.startIndex + offset])
      }
    }
    let count = columns.count * rows.count
    return UInt8((sum + count / 2) / count)
  }
}
