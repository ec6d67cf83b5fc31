internal import Session
internal import Terminal

// MARK: - Choosing

extension WatchScreen {
  /// Opens the next view of the samples, or one before.
  mutating func showView(by offset: Int) -> [Effect] {
    show(viewing.kind.neighbour(by: offset))
  }

  mutating func showView(named words: [String]) throws(PromptError) -> [Effect] {
    show(try SampleViewKind(words: words))
  }

  mutating func show(_ kind: SampleViewKind) -> [Effect] {
    viewing.select(kind)
    bringSamplesToFront()
    focusView()
    return answer(kind.explanation)
  }

  /// Plays the walk or the film, or stops it.
  mutating func playView() -> [Effect] {
    viewing.togglePlay()
    bringSamplesToFront()
    focusView()
    return viewing.reducesMotion ? answer("motion is reduced: arrows move it") : []
  }

  /// Other images of the same view.
  mutating func showOthers() -> [Effect] {
    viewing.again() ? [] : answer("there are no others: \(viewing.kind.title)")
  }

  mutating func toggleTruth() -> [Effect] {
    guard viewing.kind == .mixed else { return answer("only among real and generated images") }
    viewing.toggleTruth()
    return []
  }

  mutating func moveView(_ dx: Int, _ dy: Int) -> [Effect] {
    viewing.move(dx, dy)
    return []
  }

  /// Shows the feature maps of a layer, which is counted from 0.
  mutating func showLayer(_ words: [String]) throws(PromptError) -> [Effect] {
    let (role, number) = try Self.layer(named: words)
    viewing.show(layer: number, of: role)
    return show(.layers)
  }

  static func layer(
    named words: [String]
  ) throws(PromptError) -> (role: NetworkRole, number: Int) {
    guard words.count == 2, let number = Int(words[1]), number >= 0 else {
      throw PromptError("which? layer g|d NUMBER, counted from 0")
    }
    return (try NetworkRole(word: words[0]), number)
  }

  /// A view is of use only where it is seen.
  private mutating func bringSamplesToFront() {
    if !isViewShown { _ = show(.watch) }
  }

  /// Arrows belong to a view that they move something in.
  mutating func focusView() {
    if viewing.takesArrows { focused = .samples }
    if viewing.kind == .kept, focused == .samples { focused = .knobs }
  }
}

// MARK: - What is shown

extension WatchScreen {
  /// Whether there is a place on the screen in which views are drawn.
  var isViewShown: Bool { comparison == nil && !layout.tiles.isEmpty }

  /// Whether arrows move within the view.
  var isMovingInView: Bool { isViewShown && focused == .samples && viewing.takesArrows }

  /// The view in place of the kept grids, where one is open.
  func viewPanel(_ appearance: Appearance) -> SampleViewPanel? {
    guard viewing.kind != .kept, comparison == nil else { return nil }
    return SampleViewPanel(
      viewing: viewing, view: snapshot.view, grids: grids, state: viewState,
      tileSize: shownTileSize, appearance: appearance)
  }

  private var viewState: SampleViewPanel.State {
    if isViewRefused { return .refused }
    if isOver, !takesCommands { return .over }
    // The trainer has followed, and yet shows something else: it makes one view at a time.
    let hasFollowed = askedView != nil && snapshot.acknowledgedCommand >= viewSequence
    if hasFollowed, let view = snapshot.view, viewing.request == askedView,
      viewing.request?.isAnswered(by: view) == false
    {
      return .elsewhere
    }
    return .asked
  }

  /// Forgets what was asked of a trainer that has not begun yet, or is not there any more.
  mutating func forgetView(since phase: TrainingPhase) {
    switch (phase, snapshot.phase) {
    case (.preparing, .preparing), (.failed, .failed): break
    case (.preparing, _), (.failed, _): (askedView, isViewRefused) = (nil, false)
    default: break
    }
  }

  /// The images of the view, to be written into a file; nil where they are not there yet.
  var pictureOfView: Effect? {
    if viewing.kind == .film { return viewing.film.frame.map { .savePicture(grids[$0]) } }
    guard var view = snapshot.view, viewing.request?.isAnswered(by: view) == true,
      view.format.byteCount > 0, view.pixels.count.isMultiple(of: view.format.byteCount)
    else { return nil }
    // Of two pictures that take turns the one that is seen.
    if viewing.showsMoved, view.movedPixels.count == view.pixels.count {
      view.pixels = view.movedPixels
    }
    if viewing.kind == .nearest, view.nearestPixels.count == view.pixels.count {
      let pairs = ImageSet(format: view.format, pixels: view.pixels)
        .beside(ImageSet(format: view.format, pixels: view.nearestPixels))
      (view.format, view.pixels) = (pairs.format, pairs.pixels)
    }
    return .saveView(view)
  }

  mutating func followView() {
    let grids = grids
    viewing.follow(frames: grids.count, images: grids.last?.count ?? 0, view: snapshot.view)
  }

  /// Asks the trainer for what is looked at now, where that has changed: for nothing while no view is
  /// to be seen, so that none is made for nobody.
  mutating func askForView() -> [Effect] {
    let request = isViewShown ? viewing.request : nil
    guard request != askedView, takesCommands else { return [] }
    askedView = request
    // Who may not ask has nothing to take back.
    if isViewRefused, request == nil {
      isViewRefused = false
      return []
    }
    isViewRefused = false
    let effects = send(.showView(request))
    viewSequence = sentCommands
    return effects
  }

  /// Goes to the place of the walk's square that was pointed at.
  mutating func walk(to event: MouseEvent, _ layout: WatchLayout) -> [Effect] {
    // Where the square is depends on no colour.
    let appearance = Appearance(
      theme: .plain, capabilities: TerminalCapabilities(colors: .palette, glyphs: .blocks))
    guard let square = viewPanel(appearance)?.walkMap(in: layout.tiles), square.width > 1,
      square.height > 1
    else { return [] }
    viewing.walk(
      toX: Double(event.x - square.x) / Double(square.width - 1),
      y: Double(event.y - square.y) / Double(square.height - 1))
    return []
  }
}
