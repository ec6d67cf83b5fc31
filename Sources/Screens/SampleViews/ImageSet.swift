internal import Session
internal import Terminal

/// Images to be shown together, perhaps with heat over them.
struct ImageSet {
  var format: ImageFormat
  /// Image after image.
  var pixels: [UInt8]
  /// A value a pixel; empty for none.
  var heat: [Int8] = []

  /// Whole images only, whatever the numbers say.
  var count: Int {
    guard format.width > 0, format.height > 0, format.channels > 0 else { return 0 }
    return pixels.count / format.byteCount
  }

  /// Some of the images; those that there are not are left out.
  func images(_ range: Range<Int>) -> ImageSet {
    let range = range.clamped(to: 0..<count)
    var result = ImageSet(format: format, pixels: [])
    result.pixels = Array(
      pixels[range.lowerBound * format.byteCount..<range.upperBound * format.byteCount])
    let values = format.width * format.height
    if heat.count >= range.upperBound * values {
      result.heat = Array(heat[range.lowerBound * values..<range.upperBound * values])
    }
    return result
  }

  /// The images with each pixel as a square of pixels, without heat.
  func enlarged(by factor: Int) -> ImageSet {
    guard factor > 1, count > 0 else { return self }
    let rowBytes = format.width * format.channels
    var result = ImageSet(format: format, pixels: [])
    result.format.width *= factor
    result.format.height *= factor
    result.pixels.reserveCapacity(pixels.count * factor * factor)
    for start in stride(from: 0, to: count * format.byteCount, by: rowBytes) {
      var row: [UInt8] = []
      for pixel in stride(from: start, to: start + rowBytes, by: format.channels) {
        for _ in 0..<factor { row += pixels[pixel..<pixel + format.channels] }
      }
      for _ in 0..<factor { result.pixels += row }
    }
    return result
  }

  /// Each image with that of another set on its right, as far as both sets have one.
  func beside(_ other: ImageSet) -> ImageSet {
    let row = format.width * format.channels
    return paired(with: other, widths: 2, heights: 1, part: row)
  }

  /// Each image with that of another set below it, as far as both sets have one.
  func above(_ other: ImageSet) -> ImageSet {
    paired(with: other, widths: 1, heights: 2, part: format.byteCount)
  }

  /// Takes parts of so many bytes by turns from both sets.
  private func paired(
    with other: ImageSet, widths: Int, heights: Int, part: Int
  ) -> ImageSet {
    var result = ImageSet(format: format, pixels: [])
    result.format.width *= widths
    result.format.height *= heights
    let end = min(count, other.count) * format.byteCount
    guard part > 0, other.format == format else { return result }
    result.pixels.reserveCapacity(2 * end)
    for start in stride(from: 0, to: end, by: part) {
      result.pixels += pixels[start..<start + part]
      result.pixels += other.pixels[start..<start + part]
    }
    return result
  }

  /// By how much they can be enlarged and still fit an area; at least 1.
  func magnification(in area: Rectangle) -> Int {
    guard format.width > 0, format.height > 0 else { return 1 }
    return max(1, min(area.width / format.width, 2 * area.height / format.height))
  }

  /// Draws one image in the middle of an area, enlarged as far as that has room.
  func drawEnlarged(in area: Rectangle, onto canvas: inout Canvas, _ appearance: Appearance) {
    let image = enlarged(by: magnification(in: area))
    let place = area.middle(width: image.format.width, height: (image.format.height + 1) / 2)
    image.view(appearance).draw(in: place, onto: &canvas)
  }

  func view(
    tileSize: TileSize = .full, hasCaptions: Bool = false, _ appearance: Appearance
  ) -> SampleGridView {
    SampleGridView(
      width: format.width, height: format.height, channels: format.channels, pixels: pixels,
      heat: heat, tileSize: tileSize, hasCaptions: hasCaptions,
      capabilities: appearance.capabilities)
  }
}
