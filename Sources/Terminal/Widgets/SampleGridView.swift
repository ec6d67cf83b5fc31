/// How large the images of a grid are shown.
package enum TileSize: Sendable, Hashable {
  /// Pixel for pixel, as far as the area allows.
  case full
  /// Half as wide and half as high.
  case half
}

/// Many images of one size in an area: as many as fit, in their order, row by row.
package struct SampleGridView: Widget {
  package let width: Int
  package let height: Int
  package let channels: Int
  /// Image after image.
  package let pixels: [UInt8]
  package let tileSize: TileSize
  package let capabilities: TerminalCapabilities

  package init(
    width: Int, height: Int, channels: Int, pixels: [UInt8], tileSize: TileSize = .full,
    capabilities: TerminalCapabilities
  ) {
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
    self.tileSize = tileSize
    self.capabilities = capabilities
  }

  /// The number of images.
  package var count: Int {
    let bytes = width * height * channels
    return bytes > 0 ? pixels.count / bytes : 0
  }

  /// Where the images stand in an area: image `i` in rectangle `i`, at most all of them.
  package func tiles(in area: Rectangle) -> [Rectangle] {
    let tile = tileExtent(in: area)
    guard tile.width > 0, tile.height > 0, count > 0 else { return [] }
    let (columns, rows, gapX, gapY) = arrangement(of: tile, in: area)
    let inset = max(0, area.width - columns * (tile.width + gapX) + gapX) / 2
    return (0..<min(count, columns * rows)).map { index in
      let (row, column) = index.quotientAndRemainder(dividingBy: columns)
      return Rectangle(
        x: area.x + inset + column * (tile.width + gapX), y: area.y + row * (tile.height + gapY),
        width: tile.width, height: tile.height)
    }
  }

  package func draw(in area: Rectangle, onto canvas: inout Canvas) {
    let bytes = width * height * channels
    for (index, tile) in tiles(in: area).enumerated() {
      let image = PixelView(
        width: width, height: height, channels: channels,
        pixels: pixels[index * bytes..<(index + 1) * bytes], capabilities: capabilities)
      image.draw(in: tile, onto: &canvas)
    }
  }

  private func tileExtent(in area: Rectangle) -> (width: Int, height: Int) {
    let bounds =
      switch tileSize {
      case .full: area
      case .half:
        Rectangle(
          x: 0, y: 0, width: min(area.width, (width + 1) / 2),
          height: min(area.height, (height + 3) / 4))
      }
    let shown = PixelView.shownSize(width: width, height: height, in: bounds)
    return (shown.width, (shown.height + 1) / 2)
  }

  /// The number of tiles along both sides, with gaps between them unless those cost a tile.
  private func arrangement(
    of tile: (width: Int, height: Int), in area: Rectangle
  ) -> (columns: Int, rows: Int, gapX: Int, gapY: Int) {
    let candidates = [(1, 1), (1, 0), (0, 1), (0, 0)].map { gapX, gapY in
      (
        columns: max(1, (area.width + gapX) / (tile.width + gapX)),
        rows: max(1, (area.height + gapY) / (tile.height + gapY)), gapX: gapX, gapY: gapY
      )
    }
    var best = candidates[0]
    for candidate in candidates
    where min(count, candidate.columns * candidate.rows) > min(count, best.columns * best.rows) {
      best = candidate
    }
    return best
  }
}
