internal import Session
internal import Terminal

extension WatchScreen {
  /// Takes what was done with the mouse: a press focuses and selects, a drag turns a knob or scrubs, the
  /// wheel turns what is under it.
  mutating func point(_ event: MouseEvent) -> [Effect] {
    switch mode {
    case .watching:
      return pointAtScreen(event)
    case .help, .choosing, .branches, .choosingTheme:
      return pointAtList(event)
    case .typing, .prompting, .naming, .confirmingQuit:
      return []
    }
  }

  private mutating func pointAtScreen(_ event: MouseEvent) -> [Effect] {
    let layout = layout
    switch event.kind {
    case .release:
      drag = nil
      return []
    case .drag:
      return drag.map { continueDrag($0, to: event, layout) } ?? []
    case .press:
      if layout.hints.contains(x: event.x, y: event.y) { return pressHint(at: event, layout) }
      guard let panel = layout.panel(atX: event.x, y: event.y) else { return [] }
      focused = panel
      return beginPress(on: panel, event, layout)
    case .wheelUp, .wheelDown:
      return turnWheel(up: event.kind == .wheelUp, event, layout)
    }
  }

  private mutating func beginPress(
    on panel: Panel, _ event: MouseEvent, _ layout: WatchLayout
  ) -> [Effect] {
    switch panel {
    case .knobs:
      guard selectKnob(under: event, layout) else { return [] }
      drag = .knob(x: event.x, hasTurned: false)
    case .epochs:
      drag = .timeline
      return scrub(to: event, layout)
    case .samples where viewing.kind == .walk:
      drag = .walk
      return walk(to: event, layout)
    case .samples where viewing.kind != .kept:
      break
    case .samples:
      if let index = shownTiles.firstIndex(where: { $0.contains(x: event.x, y: event.y) }) {
        selectedTile = index
      }
    case .losses, .accuracy, .health:
      break
    }
    return []
  }

  private mutating func continueDrag(
    _ drag: MouseDrag, to event: MouseEvent, _ layout: WatchLayout
  ) -> [Effect] {
    switch drag {
    case .timeline:
      return scrub(to: event, layout)
    case .walk:
      return walk(to: event, layout)
    case .knob(let x, _):
      // Two columns are a notch, so that a hand can be still.
      guard abs(event.x - x) >= 2 else { return [] }
      let effects = turnKnob(up: event.x > x)
      self.drag = .knob(x: event.x, hasTurned: true)
      return effects
    }
  }

  private mutating func turnWheel(
    up: Bool, _ event: MouseEvent, _ layout: WatchLayout
  ) -> [Effect] {
    if layout.knobs.contains(x: event.x, y: event.y) {
      return selectKnob(under: event, layout) ? turnKnob(up: up) : selectKnob(by: up ? -1 : 1)
    }
    if layout.lesson.contains(x: event.x, y: event.y) { return turnLesson(by: up ? -1 : 1) }
    if layout.diagram.contains(x: event.x, y: event.y) { return stepStages(by: up ? -1 : 1) }
    guard context != .slow else { return [] }
    if isMovingInView, layout.samples.contains(x: event.x, y: event.y) {
      return moveView(up ? -1 : 1, 0)
    }
    return stepSamples(by: up ? -1 : 1)
  }

  private mutating func selectKnob(under event: MouseEvent, _ layout: WatchLayout) -> Bool {
    let area = layout.content(of: layout.knobs)
    guard area.contains(x: event.x, y: event.y),
      let index = KnobsView.knob(atRow: event.y - area.y, of: board, rows: area.height)
    else { return false }
    board.select(by: index - board.selectedIndex)
    return true
  }

  /// Shows the samples that were made nearest to a place on the line of time.
  private mutating func scrub(to event: MouseEvent, _ layout: WatchLayout) -> [Effect] {
    let area = layout.content(of: layout.timeline)
    let step = step(atShare: Double(event.x - area.x) / Double(max(1, area.width - 1)))
    guard comparison == nil else {
      changeComparison { $0.chosenSide.move(toStep: step, among: $1($0.chosenSide)) }
      return []
    }
    let grids = grids
    let nearest = grids.indices.min { abs(grids[$0].step - step) < abs(grids[$1].step - step) }
    if let nearest { cursor.move(to: nearest, among: grids.count) }
    return []
  }

  private mutating func pressHint(at event: MouseEvent, _ layout: WatchLayout) -> [Effect] {
    let shown = hints
    let places = KeyHints.places(of: shown.map { ($0.keys, $0.label) }, in: layout.hints)
    guard let index = places.firstIndex(where: { $0.contains(x: event.x, y: event.y) }) else {
      return []
    }
    return press(shown[index].action)
  }
}

/// What goes on while a button of the mouse is down.
enum MouseDrag: Sendable, Equatable {
  /// The selected knob is turned: the column of its last notch, and whether there was one.
  case knob(x: Int, hasTurned: Bool)
  case timeline
  /// The place of the latent walk.
  case walk

  /// Whether the selected knob has been turned by it.
  var hasTurned: Bool {
    if case .knob(_, let hasTurned) = self { hasTurned } else { false }
  }
}
