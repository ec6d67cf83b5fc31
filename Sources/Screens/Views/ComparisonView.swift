internal import Session
internal import Terminal

/// Two grids of the same latent vectors beside each other, their difference, or by turns; an image
/// always stands where the one of the same vector stands.
struct ComparisonView: Widget {
  struct Side {
    let letter: GridComparison.Letter
    /// Nil where the branch has no samples.
    let grid: SampleGrid?
    let isLive: Bool
    let branch: RunBranch
  }

  let a: Side
  let b: Side
  let chosen: GridComparison.Letter
  let way: GridComparison.Way
  let flickered: GridComparison.Letter
  /// Whether the run has more than one branch, so that it must be said which one is shown.
  let hasBranches: Bool
  let hasAverage: Bool
  let tileSize: TileSize
  let appearance: Appearance

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    for (part, grid) in zip(imageAreas(in: area), shown) {
      view(of: grid).draw(in: part, onto: &canvas)
    }
  }

  /// What is shown, in words.
  var title: String {
    switch way {
    case .sideBySide: "A and B"
    case .difference: difference == nil ? "no difference: other sizes" : "B - A, grey where equal"
    case .flicker: "A and B by turns: \(flickered.rawValue)"
    }
  }

  /// Draws what both sides are, the chosen one behind a `>`, and where it fits the way between them.
  func drawCaption(in area: Rectangle, naming isNamingWay: Bool, onto canvas: inout Canvas) {
    let parts = halves(of: area)
    var end = area.x
    for (part, side) in zip(parts, [a, b]) { end = drawCaption(of: side, in: part, onto: &canvas) }
    guard isNamingWay, area.maxX - end >= title.count + 2 else { return }
    canvas.writeRight(title, in: area, style: appearance[.dim])
  }

  /// How many of the images are to be seen in an area: `2 of 16`.
  func countText(in area: Rectangle) -> String {
    guard let first = shown.first, let part = imageAreas(in: area).first else { return "" }
    let view = view(of: first)
    return "\(view.tiles(in: part).count) of \(view.count)"
  }

  /// The grids that are seen, with one number of images, for that decides where an image stands.
  private var shown: [SampleGrid] {
    let grids: [SampleGrid]
    switch way {
    case .sideBySide: grids = [a, b].compactMap(\.grid)
    case .difference: grids = difference.map { [$0] } ?? [a, b].compactMap(\.grid)
    case .flicker: grids = [flickered == .a ? a : b].compactMap(\.grid)
    }
    let count = [a, b].compactMap(\.grid?.count).min() ?? 0
    return grids.map { $0.first(count) }
  }

  private var difference: SampleGrid? {
    guard let first = a.grid, let second = b.grid else { return nil }
    return first.difference(to: second)
  }

  private func imageAreas(in area: Rectangle) -> [Rectangle] {
    shown.count == 2 ? halves(of: area) : [area]
  }

  private func halves(of area: Rectangle) -> [Rectangle] {
    let half = (area.width - 1) / 2
    return [area.columns(from: 0, count: half), area.columns(from: area.width - half)]
  }

  private func view(of grid: SampleGrid) -> SampleGridView {
    SampleGridView(
      width: grid.format.width, height: grid.format.height, channels: grid.format.channels,
      pixels: grid.pixels, tileSize: tileSize, capabilities: appearance.capabilities)
  }

  /// - Returns: the column behind it.
  private func drawCaption(of side: Side, in area: Rectangle, onto canvas: inout Canvas) -> Int {
    let isChosen = side.letter == chosen
    let isSeen = way != .flicker || side.letter == flickered
    var column =
      canvas.write(
        (isChosen ? ">" : " ") + side.letter.rawValue, in: area,
        style: appearance[isChosen ? .selection : .title]) - area.x + 1
    let moment =
      side.grid?.moment(
        within: area.width - column, live: side.isLive, hasAverage: hasAverage) ?? "no samples"
    column =
      canvas.write(moment, in: area, column: column, style: appearance[isSeen ? .text : .dim])
      - area.x
    let room = area.width - column - 1
    guard hasBranches, room >= 3 else { return area.x + column }
    let name = side.branch.name.printable(on: appearance).shortened(to: room)
    return canvas.write(
      name, in: area, column: column + 1, style: appearance[.branch(side.branch.number)])
  }
}

extension WatchScreen {
  func comparisonView(_ appearance: Appearance) -> ComparisonView? {
    guard let comparison else { return nil }
    return ComparisonView(
      a: shown(comparison.a, .a), b: shown(comparison.b, .b), chosen: comparison.chosen,
      way: comparison.way, flickered: comparison.flickered, hasBranches: snapshot.hasBranches,
      hasAverage: snapshot.knobs?.showsAverage != nil, tileSize: tileSize, appearance: appearance)
  }

  private func shown(
    _ side: GridComparison.Side, _ letter: GridComparison.Letter
  ) -> ComparisonView.Side {
    let present = snapshot.line.branch
    return .init(
      letter: letter, grid: grid(of: side),
      isLive: side.cursor.isLive && side.branch == present.number && !isOver,
      branch: snapshot.line(ofBranch: side.branch)?.branch ?? present)
  }
}
