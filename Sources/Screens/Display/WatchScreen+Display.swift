internal import Session
internal import Terminal

// MARK: - Presets and panels

extension WatchScreen {
  /// What is shown: a comparison is a preset of its own.
  var shownPreset: WatchPreset { comparison != nil ? .compare : preset }

  var content: WatchLayout.Content {
    isZoomed && comparison == nil ? .panel(focused) : .preset(shownPreset)
  }

  /// Where everything stands on the terminal.
  var layout: WatchLayout { layout(width: size.width, height: size.height) }

  func layout(width: Int, height: Int) -> WatchLayout {
    WatchLayout(
      width: width, height: height, content: content, knobs: board.knobs.count,
      branches: 1 + snapshot.otherLines.count, hasLesson: lesson != nil)
  }

  mutating func showPreset(by offset: Int) -> [Effect] {
    let next = shownPreset.neighbour(by: offset)
    // Where there is nothing to compare yet the preset beyond it comes.
    return show(next == .compare && grids.isEmpty ? next.neighbour(by: offset) : next)
  }

  mutating func showPreset(named words: [String]) throws(PromptError) -> [Effect] {
    let name = try CommandWords.choice(
      of: WatchPreset.allCases.map(\.rawValue), in: words, for: "preset")
    return WatchPreset(rawValue: name).map { show($0) } ?? []
  }

  mutating func show(_ preset: WatchPreset) -> [Effect] {
    isZoomed = false
    guard preset != .compare else { return comparison == nil ? compare() : [] }
    comparison = nil
    self.preset = preset
    if preset != .slow { slowMotion.stopPlaying() }
    return []
  }

  mutating func focusPanel(by offset: Int) -> [Effect] {
    focused = focused.neighbour(by: offset)
    // Health has a place of its own in some layouts only; by its number it is shown alone.
    if focused == .health, !isHealthShown { focused = focused.neighbour(by: offset) }
    return []
  }

  /// Focuses a panel; one that is focused already is shown alone, or among the others again, as is health
  /// where it has no place among them.
  mutating func focus(_ panel: Panel) -> [Effect] {
    if focused == panel { return toggleZoom() }
    focused = panel
    if panel == .health, !isHealthShown { isZoomed = true }
    return []
  }

  private var isHealthShown: Bool { isZoomed || !layout.health.isEmpty }

  mutating func toggleZoom() -> [Effect] {
    isZoomed.toggle()
    return []
  }

  /// Goes back to the usual screen, one step at a time.
  mutating func stepOut() -> [Effect] {
    if isZoomed { return toggleZoom() }
    // A view that is not seen is not what one wants to leave.
    if preset != .watch, !isViewShown { return show(.watch) }
    if viewing.kind != .kept { return show(SampleViewKind.kept) }
    if preset != .watch { return show(.watch) }
    if !cursor.isLive { return showLive() }
    if lesson != nil { return closeLesson() }
    return []
  }

  mutating func toggleLogarithmicScale() -> [Effect] {
    isLogarithmic.toggle()
    return []
  }

  mutating func takeScreenshot() -> [Effect] {
    let effect =
      comparison == nil && viewing.kind != .kept
      ? pictureOfView : viewedGrid.map(Effect.savePicture)
    return effect.map { [$0] } ?? answer("there are no samples yet")
  }

  /// The samples that are looked at; while comparing those of the chosen side.
  private var viewedGrid: SampleGrid? {
    if let side = comparison?.chosenSide { return grid(of: side) }
    return cursor.index(among: grids.count).map { grids[$0] }
  }
}

// MARK: - Moving

extension WatchScreen {
  enum Direction {
    case up, down, left, right
  }

  /// Moves among the images where they are focused, else among knobs and epochs.
  mutating func move(_ direction: Direction) -> [Effect] {
    if focused == .samples, comparison == nil, viewing.kind == .kept {
      return selectTile(direction)
    }
    switch direction {
    case .up: return selectKnob(by: -1)
    case .down: return selectKnob(by: 1)
    case .left: return stepSamples(by: -1)
    case .right: return stepSamples(by: 1)
    }
  }

  private mutating func selectTile(_ direction: Direction) -> [Effect] {
    let tiles = shownTiles
    guard !tiles.isEmpty else { return [] }
    let columns = max(1, tiles.filter { $0.y == tiles[0].y }.count)
    let offset =
      switch direction {
      case .up: -columns
      case .down: columns
      case .left: -1
      case .right: 1
      }
    let index = selectedTile + offset
    if tiles.indices.contains(index) { selectedTile = index }
    return []
  }

  /// Where the images stand on the screen.
  var shownTiles: [Rectangle] { shownTiles(in: layout.tiles) }

  private func shownTiles(in area: Rectangle) -> [Rectangle] {
    guard let grid = viewedGrid else { return [] }
    return SampleGridView(
      width: grid.format.width, height: grid.format.height, channels: grid.format.channels,
      pixels: grid.pixels, tileSize: shownTileSize,
      // Where tiles stand depends on neither.
      capabilities: TerminalCapabilities(colors: .palette, glyphs: .blocks)
    ).tiles(in: area)
  }

  /// The size of the images: on the wall there are many small ones at first.
  var shownTileSize: TileSize {
    guard content == .preset(.wall) else { return tileSize }
    return tileSize.next
  }

  /// Marks the corners of the selected image while the samples are focused.
  func drawSelection(
    in layout: WatchLayout, onto canvas: inout Canvas, _ appearance: Appearance
  ) {
    let tiles = shownTiles(in: layout.tiles)
    guard focused == .samples, comparison == nil, tiles.indices.contains(selectedTile) else {
      return
    }
    let tile = tiles[selectedTile]
    let corners: [(Character, Int, Int)] =
      if appearance.unicode {
        [
          ("┌", tile.x, tile.y), ("┐", tile.maxX - 1, tile.y), ("└", tile.x, tile.maxY - 1),
          ("┘", tile.maxX - 1, tile.maxY - 1),
        ]
      } else {
        [tile.x, tile.maxX - 1].flatMap { x in [tile.y, tile.maxY - 1].map { ("+", x, $0) } }
      }
    for (character, x, y) in corners { canvas[x, y] = Cell(character, appearance[.selection]) }
  }
}
