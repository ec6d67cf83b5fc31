internal import Session
internal import Terminal

// MARK: - Samples

extension WatchScreen {
  /// The grids of the present branch that can be shown.
  var grids: [SampleGrid] { grids(of: snapshot.line) }

  /// The grids of a branch that can be shown: all that were kept, and of the present branch the live
  /// one where it is newer.
  func grids(of line: BranchLine) -> [SampleGrid] {
    guard line.branch == snapshot.line.branch, let live = snapshot.live else { return line.samples }
    guard let last = line.samples.last else { return [live] }
    // At one moment there may be samples of the weights and others of their average.
    let isNewer = live.step > last.step || live.showsAverage != last.showsAverage
    return isNewer ? line.samples + [live] : line.samples
  }

  /// Steps through the samples; while comparing with both sides.
  mutating func stepSamples(by offset: Int) -> [Effect] {
    if isFilmShown {
      viewing.move(offset, 0)
    } else if comparison == nil {
      cursor.step(by: offset, among: grids.count)
    } else {
      changeComparison { $0.moveBoth(by: offset, $1) }
    }
    return []
  }

  /// Shows the first samples; while comparing on the chosen side.
  mutating func showFirst() -> [Effect] {
    if isFilmShown {
      viewing.move(-grids.count, 0)
    } else if comparison == nil {
      cursor.toFirst(among: grids.count)
    } else {
      changeComparison { $0.chosenSide.cursor.toFirst(among: $1($0.chosenSide).count) }
    }
    return []
  }

  /// Follows the newest samples; while comparing on the chosen side.
  mutating func showLive() -> [Effect] {
    if isFilmShown {
      viewing.move(grids.count, 0)
    } else if comparison == nil {
      cursor.toLive()
    } else {
      comparison?.chosenSide.cursor.toLive()
    }
    return []
  }

  mutating func toggleTileSize() -> [Effect] {
    tileSize = tileSize.next
    return []
  }

  /// A film steps through the same moments by itself.
  private var isFilmShown: Bool { viewing.kind == .film && isViewShown }
}

extension TileSize {
  /// The next smaller size, and after the smallest the full one.
  var next: TileSize {
    switch self {
    case .full: .half
    case .half: .quarter
    case .quarter: .full
    }
  }
}
