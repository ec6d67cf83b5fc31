internal import Session
internal import Terminal

/// What a loss wants of an image's pixels: orange and `+` to be brighter, blue and `-` to be darker.
///
/// A loss falls against its gradient, so a pixel with a positive gradient is to be darker.
struct PixelWish: Widget {
  let format: ImageFormat
  /// The image below, in the background.
  let pixels: ArraySlice<UInt8>
  /// One value a pixel, from -127 to 127.
  let gradient: ArraySlice<Int8>
  let appearance: Appearance

  /// The share of the greatest gradient from which a cell is marked where there are no colours.
  private static let marked = 0.15

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    let count = format.width * format.height
    guard count > 0, gradient.count == count, pixels.count == format.byteCount else { return }
    if appearance.unicode && appearance.capabilities.colors == .palette {
      PixelView(
        width: format.width, height: format.height, channels: 3,
        pixels: (0..<count).flatMap(color)[...], capabilities: appearance.capabilities
      ).draw(in: area, onto: &canvas)
    } else {
      drawSigns(in: area, onto: &canvas)
    }
  }

  /// The dimmed image, the stronger the wish the more in its colour.
  private func color(ofPixel index: Int) -> [UInt8] {
    let wish = -Int(gradient[gradient.startIndex + index])
    let hue = wish > 0 ? [255, 150, 0] : [40, 130, 255]
    let grey = brightness(ofPixel: index) / 2
    let strength = min(127, abs(wish))
    return hue.map { UInt8((grey * (127 - strength) + $0 * strength) / 127) }
  }

  private func brightness(ofPixel index: Int) -> Int {
    let start = pixels.startIndex + index * format.channels
    let channels = pixels[start..<start + format.channels]
    return channels.reduce(0) { $0 + Int($1) } / max(1, format.channels)
  }

  private func drawSigns(in area: Rectangle, onto canvas: inout Canvas) {
    let shown = PixelView.shownSize(width: format.width, height: format.height, in: area)
    guard shown.width > 0 else { return }
    for y in 0..<(shown.height + 1) / 2 {
      for x in 0..<shown.width {
        let wish = meanWish(
          columns: x * format.width / shown.width..<(x + 1) * format.width / shown.width,
          rows: 2 * y * format.height
            / shown.height..<min(format.height, (2 * y + 2) * format.height / shown.height))
        let sign: Character = abs(wish) < Self.marked ? "." : wish > 0 ? "+" : "-"
        canvas[area.x + x, area.y + y] = Cell(sign, appearance[sign == "." ? .dim : .text])
      }
    }
  }

  /// The mean wish of some pixels, from -1 to 1.
  private func meanWish(columns: Range<Int>, rows: Range<Int>) -> Double {
    let values = rows.flatMap { row in
      columns.map { -Double(gradient[gradient.startIndex + row * format.width + $0]) / 127 }
    }
    return values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }
}
