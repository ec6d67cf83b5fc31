/// How large the images of a grid are shown.
package enum TileSize: Sendable, Hashable, CaseIterable {
  /// Pixel for pixel, as far as the area allows.
  case full
  /// Half as wide and half as high.
  case half
  /// A quarter as wide and as high, to see many at a glance.
  case quarter

  fileprivate var divisor: Int {
    switch self {
    case .full: 1
    case .half: 2
    case .quarter: 4
    }
  }
}

/// Many images of one size in an area: as many as fit, in their order, row by row, perhaps with a row
/// for text below each.
package struct SampleGridView: Widget {
  package let width: Int
  package let height: Int
  package let channels: Int
  /// Image after image.
  package let pixels: [UInt8]
  /// Of each image what is laid over it as heat, as in `PixelView`; empty for none.
  package let heat: [Int8]
  package let tileSize: TileSize
  /// Whether each image has a row below it.
  package let hasCaptions: Bool
  package let capabilities: TerminalCapabilities

  package init(
    width: Int, height: Int, channels: Int, pixels: [UInt8], heat: [Int8] = [],
    tileSize: TileSize = .full, hasCaptions: Bool = false, capabilities: TerminalCapabilities
  ) {
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
    self.heat = heat
    self.tileSize = tileSize
    self.hasCaptions = hasCaptions
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
    let captionRows = hasRoomForCaptions(in: area) ? 1 : 0
    let step = (width: tile.width, height: tile.height + captionRows)
    let (columns, rows, gapX, gapY) = arrangement(of: step, in: area)
    let inset = max(0, area.width - columns * (tile.width + gapX) + gapX) / 2
    return (0..<min(count, columns * rows)).map { index in
      let (row, column) = index.quotientAndRemainder(dividingBy: columns)
      return Rectangle(
        x: area.x + inset + column * (tile.width + gapX), y: area.y + row * (step.height + gapY),
        width: tile.width, height: tile.height)
    }
  }

  /// The row for text of each image: below it, or where there is no room for that its last one.
  package func captions(in area: Rectangle) -> [Rectangle] {
    let isBelow = hasRoomForCaptions(in: area)
    return tiles(in: area).map { tile in
      Rectangle(x: tile.x, y: isBelow ? tile.maxY : tile.maxY - 1, width: tile.width, height: 1)
    }
  }

  /// Whether captions stand below their images and not on them.
  package func hasRoomForCaptions(in area: Rectangle) -> Bool {
    hasCaptions && tileExtent(in: area).height < area.height
  }

  package func draw(in area: Rectangle, onto canvas: inout Canvas) {
    for (index, tile) in tiles(in: area).enumerated() {
      image(index).draw(in: tile, onto: &canvas)
    }
  }

  private func image(_ index: Int) -> PixelView {
    let (bytes, values) = (width * height * channels, width * height)
    let hasHeat = heat.count >= (index + 1) * values
    return PixelView(
      width: width, height: height, channels: channels,
      pixels: pixels[index * bytes..<(index + 1) * bytes],
      heat: hasHeat ? heat[index * values..<(index + 1) * values] : [], capabilities: capabilities)
  }

  private func tileExtent(in area: Rectangle) -> (width: Int, height: Int) {
    let divisor = tileSize.divisor
    let bounds =
      divisor == 1
      ? area
      : Rectangle(
        x: 0, y: 0, width: min(area.width, (width + divisor - 1) / divisor),
        height: min(area.height, (height + 2 * divisor - 1) / (2 * divisor)))
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
