internal import Session
internal import Terminal

/// One grid of samples.
struct SamplesView: Widget {
  /// Nil while there are no samples.
  let grid: SampleGrid?
  let isLive: Bool
  /// Whether the run keeps an average of the generator's weights.
  let hasAverage: Bool
  let tileSize: TileSize
  let appearance: Appearance

  private static let placeholder = "no samples yet"

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    guard let view else {
      let row = area.row(area.height / 2)
      let column = max(0, (row.width - Self.placeholder.count) / 2)
      canvas.write(Self.placeholder, in: row, column: column, style: appearance[.dim])
      return
    }
    view.draw(in: area, onto: &canvas)
  }

  /// Draws the moment at which the grid was made.
  func drawCaption(in area: Rectangle, onto canvas: inout Canvas) {
    let moment = grid?.moment(within: area.width, live: isLive, hasAverage: hasAverage) ?? ""
    canvas.write(moment, in: area, style: appearance[.text])
  }

  /// How many of the images are to be seen in an area: `2 of 16`.
  func countText(in area: Rectangle) -> String {
    view.map { "\($0.tiles(in: area).count) of \($0.count)" } ?? ""
  }

  private var view: SampleGridView? {
    grid.map {
      SampleGridView(
        width: $0.format.width, height: $0.format.height, channels: $0.format.channels,
        pixels: $0.pixels, tileSize: tileSize, capabilities: appearance.capabilities)
    }
  }
}

extension WatchScreen {
  func samplesView(_ appearance: Appearance) -> SamplesView {
    let grids = grids
    return SamplesView(
      grid: cursor.index(among: grids.count).map { grids[$0] }, isLive: cursor.isLive && !isOver,
      hasAverage: snapshot.knobs?.showsAverage != nil, tileSize: shownTileSize,
      appearance: appearance)
  }
}
