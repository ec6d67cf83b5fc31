internal import Session
internal import Terminal

/// One grid of samples, or two beside each other with the same latent vectors.
struct SamplesView: Widget {
  struct Shown {
    let grid: SampleGrid
    let isLive: Bool
    /// `A` or `B` where two are compared.
    let letter: String?
  }

  let shown: [Shown]
  /// Whether the run keeps an average of the generator's weights.
  let hasAverage: Bool
  let tileSize: TileSize
  let appearance: Appearance
  /// What is said while there are no samples.
  let placeholder: String

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    guard !shown.isEmpty else {
      let row = area.row(area.height / 2)
      let column = max(0, (row.width - placeholder.count) / 2)
      canvas.write(placeholder, in: row, column: column, style: appearance[.dim])
      return
    }
    for (part, one) in zip(parts(of: area), shown) {
      view(of: one.grid).draw(in: part, onto: &canvas)
    }
  }

  /// Draws the names of the grids, each below or beside its own.
  func drawCaption(in area: Rectangle, onto canvas: inout Canvas) {
    for (part, one) in zip(parts(of: area), shown) {
      let letter = one.letter.map { "\($0) " } ?? ""
      var column = canvas.write(letter, in: part, style: appearance[.title]) - part.x
      let moment = one.grid.moment(
        within: part.width - column, live: one.isLive, hasAverage: hasAverage)
      column = canvas.write(moment, in: part, column: column, style: appearance[.text]) - part.x
    }
  }

  /// How many of the images are to be seen in an area: `2 of 16`.
  func countText(in area: Rectangle) -> String {
    guard let first = shown.first, let part = parts(of: area).first else { return "" }
    let view = view(of: first.grid)
    return "\(view.tiles(in: part).count) of \(view.count)"
  }

  private func view(of grid: SampleGrid) -> SampleGridView {
    SampleGridView(
      width: grid.format.width, height: grid.format.height, channels: grid.format.channels,
      pixels: grid.pixels, tileSize: tileSize, capabilities: appearance.capabilities)
  }

  private func parts(of area: Rectangle) -> [Rectangle] {
    guard shown.count == 2 else { return [area] }
    let half = (area.width - 1) / 2
    return [area.columns(from: 0, count: half), area.columns(from: area.width - half)]
  }
}

extension WatchScreen {
  func samplesView(_ appearance: Appearance) -> SamplesView {
    let grids = grids
    var shown: [SamplesView.Shown] = []
    if let pinned = cursor.pinned {
      shown.append(.init(grid: pinned, isLive: false, letter: "A"))
    }
    if let index = cursor.index(among: grids.count) {
      let letter = cursor.pinned == nil ? nil : "B"
      shown.append(.init(grid: grids[index], isLive: cursor.isLive && !isOver, letter: letter))
    }
    return SamplesView(
      shown: shown, hasAverage: snapshot.knobs?.showsAverage != nil, tileSize: tileSize,
      appearance: appearance, placeholder: "no samples yet")
  }

  /// Which of the grids is shown.
  var timelineNote: String {
    let count = grids.count
    guard let index = cursor.index(among: count) else { return "" }
    return "grid \(NumberText.counter(index + 1, of: count))"
  }

  /// The run from its first to its last batch, with what was kept and what was turned.
  func timeline(_ appearance: Appearance) -> Timeline {
    let planned = snapshot.run.map { $0.epochs * $0.batchesPerEpoch } ?? 0
    let total = Double(max(1, planned, snapshot.step))
    let grids = grids
    var marks = snapshot.events.filter(\.isTweak).map {
      Timeline.Mark(position: Double($0.step) / total, character: "^", role: .warning)
    }
    if let pinned = cursor.pinned {
      marks.append(
        .init(position: Double(pinned.step) / total, character: "A", role: .selection))
    }
    if let index = cursor.index(among: grids.count) {
      let character: Character = cursor.pinned == nil ? "#" : "B"
      marks.append(
        .init(position: Double(grids[index].step) / total, character: character, role: .selection))
    }
    return Timeline(
      reached: Double(snapshot.step) / total,
      ticks: grids.filter(\.endsEpoch).map { Double($0.step) / total }, marks: marks,
      appearance: appearance)
  }
}
