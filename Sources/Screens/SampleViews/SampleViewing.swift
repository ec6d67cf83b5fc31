package import Session

/// Which view of the samples is open, and where it stands.
package struct SampleViewing: Sendable, Equatable {
  package private(set) var kind = SampleViewKind.kept
  /// The numbers of fresh latent vectors, of the page of real images and of the mixed round.
  package private(set) var draw = 0
  package private(set) var page = 0
  package private(set) var round = 0
  /// Whether of mixed images it is not told yet which are real.
  package private(set) var hidesTruth = false
  package private(set) var walk = LatentWalk()
  package private(set) var film = FilmReel()
  package private(set) var network = NetworkRole.generator
  package private(set) var layer = 0
  /// Whether the wish shows the moved images at the moment.
  package private(set) var showsMoved = false
  /// Whether nothing may move by itself.
  package var reducesMotion = false
  /// How many layers the networks have, as far as their maps have been seen.
  private var layerCounts: [NetworkRole: Int] = [:]
  private var lastMove: Double?

  package init() {}

  package mutating func select(_ kind: SampleViewKind) {
    guard kind != self.kind else { return }
    self.kind = kind
    walk.isPlaying = false
    film.stop()
    (showsMoved, lastMove) = (false, nil)
  }

  /// What the trainer is to make for it; nil where the kept grids are all that is shown.
  package var request: SampleViewRequest? {
    switch kind {
    case .kept, .film: nil
    case .fixed: .fixedLatents
    case .fresh: .freshLatents(draw: draw)
    case .real: .realImages(page: page)
    case .mixed: .realAndFake(draw: round)
    case .nearest: .nearestImages
    case .attention: .attention(ofReal: false)
    case .realAttention: .attention(ofReal: true)
    case .wish: .wish
    case .walk: .latentWalk(x: walk.x, y: walk.y)
    case .layers: .featureMaps(of: network, layer: layer)
    }
  }

  /// Stays with the newest frame again: those of another branch are others.
  package mutating func toLive() { film.toNewest() }

  /// Takes in what there is to be shown.
  ///
  /// - Parameters:
  ///   - frames: the number of grids that the film is made of.
  ///   - images: the number of samples in each.
  package mutating func follow(frames: Int, images: Int, view: SampleView?) {
    film.follow(frames: frames, images: images)
    guard let view, case .featureMaps(let network, _) = view.request, view.layerCount > 0 else {
      return
    }
    layerCounts[network] = view.layerCount
    if network == self.network { layer = min(layer, view.layerCount - 1) }
  }
}

// MARK: - Keys

extension SampleViewing {
  /// Whether arrows move something in it.
  package var takesArrows: Bool {
    switch kind {
    case .kept, .fixed, .nearest, .attention, .realAttention: false
    case .wish: reducesMotion
    case .fresh, .real, .mixed, .walk, .film, .layers: true
    }
  }

  /// Moves to the right and down by some steps.
  package mutating func move(_ dx: Int, _ dy: Int) {
    switch kind {
    case .kept, .fixed, .nearest, .attention, .realAttention: break
    case .wish: if reducesMotion { showsMoved.toggle() }
    case .fresh: draw = max(0, draw + dx + dy)
    case .real: page = max(0, page + dx + dy)
    case .mixed: round = max(0, round + dx + dy)
    case .walk: walk.move(dx, dy)
    case .film:
      film.step(by: dx)
      film.chooseImage(by: dy)
    case .layers:
      if dy != 0 { changeNetwork() }
      moveLayer(by: dx)
    }
  }

  /// Goes to another layer; at both ends it stays.
  package mutating func moveLayer(by offset: Int) {
    layer = min(lastLayer, max(0, layer + offset))
  }

  /// Chooses the layer whose feature maps are shown, counted from 0.
  package mutating func show(layer: Int, of network: NetworkRole) {
    self.network = network
    self.layer = min(layer, lastLayer)
  }

  /// The last layer of the network; while that is not known, further than any network has one.
  private var lastLayer: Int { layerCounts[network].map { $0 - 1 } ?? 9999 }

  private mutating func changeNetwork() {
    network = network == .generator ? .discriminator : .generator
    layer = min(layer, layerCounts[network].map { $0 - 1 } ?? 0)
  }

  /// Other images of the same kind: the next draw, page or round, or of what is attended to the real
  /// or the generated ones.
  ///
  /// - Returns: whether there are others.
  package mutating func again() -> Bool {
    switch kind {
    case .fresh: draw += 1
    case .real: page += 1
    case .mixed: round += 1
    case .attention: select(.realAttention)
    case .realAttention: select(.attention)
    case .kept, .fixed, .nearest, .wish, .walk, .film, .layers: return false
    }
    return true
  }

  /// Hides of mixed images which are real, so that one may guess, or tells it.
  package mutating func toggleTruth() { hidesTruth.toggle() }

  /// Plays or stops what is open, unless nothing may move by itself; from a view that does not play it
  /// goes to the walk.
  package mutating func togglePlay() {
    if kind != .walk, kind != .film { select(.walk) }
    lastMove = nil
    guard !reducesMotion else { return }
    if kind == .film { film.togglePlay() } else { walk.isPlaying.toggle() }
  }

  /// Goes to a place of the walk's square, both coordinates from 0 to 1.
  package mutating func walk(toX x: Double, y: Double) { walk.go(toX: x, y: y) }
}

// MARK: - Time

extension SampleViewing {
  /// The time in seconds between two moves, or nil where nothing moves by itself.
  package var tickInterval: Double? {
    guard !reducesMotion else { return nil }
    switch kind {
    case .wish: return 0.5
    case .walk: return walk.isPlaying ? 0.25 : nil
    case .film: return film.isMoving ? 0.25 : nil
    default: return nil
    }
  }

  /// Moves what moves by itself, if its time has come; ticks may come more often than that.
  package mutating func tick(at now: Double) {
    guard let interval = tickInterval else { return }
    guard let lastMove, now >= lastMove else {
      self.lastMove = now
      return
    }
    // A clock that wakes a little early must not lose a whole move.
    guard now - lastMove >= interval * 0.9 else { return }
    self.lastMove = now
    switch kind {
    case .wish: showsMoved.toggle()
    case .walk: walk.advance()
    case .film: film.advance()
    default: break
    }
  }
}
