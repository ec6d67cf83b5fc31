internal import Session
internal import Terminal

/// The images of a view, as many as fit, with what the discriminator thinks of each below it.
struct JudgedTilesView: Widget {
  let view: SampleView
  let viewing: SampleViewing
  let tileSize: TileSize
  let appearance: Appearance

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    let grid = grid(in: area)
    grid.draw(in: area, onto: &canvas)
    guard hasWords else { return }
    let isBelow = grid.hasRoomForCaptions(in: area)
    for (index, place) in grid.captions(in: area).enumerated() {
      // On an image words take no more than they need.
      let room = isBelow ? place : place.columns(from: 0, count: min(place.width, 10))
      drawWords(of: index, in: room, onto: &canvas)
    }
  }

  /// How many of the images are to be seen in an area: `2 of 16`.
  func countText(in area: Rectangle) -> String {
    let grid = grid(in: area)
    return "\(grid.tiles(in: area).count) of \(grid.count)"
  }

  /// Whether the words below images would cost them pixels in an area, and not in one more row.
  func needsOneMoreRow(than area: Rectangle) -> Bool {
    guard hasWords else { return false }
    let more = Rectangle(x: area.x, y: area.y, width: area.width, height: area.height + 1)
    return !grid(in: area).hasRoomForCaptions(in: area)
      || grid(in: more).tiles(in: more).count > grid(in: area).tiles(in: area).count
  }

  private var hasWords: Bool {
    switch viewing.kind {
    case .mixed: true
    case .wish: !view.scores.isEmpty || !view.movedScores.isEmpty
    case .nearest: !view.nearestDistances.isEmpty
    default: !view.scores.isEmpty
    }
  }

  private var images: ImageSet {
    let isMoved =
      viewing.kind == .wish && viewing.showsMoved && view.movedPixels.count == view.pixels.count
    return ImageSet(
      format: view.format, pixels: isMoved ? view.movedPixels : view.pixels, heat: view.attention)
  }

  private func grid(in area: Rectangle) -> SampleGridView {
    switch viewing.kind {
    case .layers: bestGrid(in: area)
    case .nearest: pairs(in: area)
    default: images.view(tileSize: tileSize, hasCaptions: hasWords, appearance)
    }
  }

  /// Each sample beside the nearest image of the training, or above it where more is seen so.
  private func pairs(in area: Rectangle) -> SampleGridView {
    let nearest = ImageSet(format: view.format, pixels: view.nearestPixels)
    func seen(_ grid: SampleGridView) -> Int {
      grid.tiles(in: area).reduce(0) { $0 + $1.width * $1.height }
    }
    let beside = images.beside(nearest).view(
      tileSize: tileSize, hasCaptions: hasWords, appearance)
    let above = images.above(nearest).view(tileSize: tileSize, hasCaptions: hasWords, appearance)
    return seen(beside) >= seen(above) ? beside : above
  }

  /// Feature maps are many, and some are a few pixels: as large as all of them can be shown.
  private func bestGrid(in area: Rectangle) -> SampleGridView {
    let images = images
    let enlarged = [4, 3, 2].filter { $0 * images.format.width <= 8 }
      .map { images.enlarged(by: $0).view(appearance) }
    let reduced = TileSize.allCases.filter { $0 == .full || images.format.width >= 8 }
      .map { images.view(tileSize: $0, appearance) }
    let candidates = enlarged + reduced
    let smallest = candidates.last ?? images.view(appearance)
    return candidates.first { $0.tiles(in: area).count == $0.count } ?? smallest
  }

  private func drawWords(of index: Int, in area: Rectangle, onto canvas: inout Canvas) {
    switch viewing.kind {
    case .mixed where viewing.hidesTruth:
      canvas.write("?", in: area, style: appearance[.dim])
    case .wish:
      drawChange(of: index, in: area, onto: &canvas)
    case .nearest:
      drawDistance(of: index, in: area, onto: &canvas)
    default:
      Verdict(
        score: view.scores.element(at: index), isReal: isReal(index),
        namesTruth: viewing.kind == .mixed, appearance: appearance
      ).draw(in: area, onto: &canvas)
    }
  }

  private func isReal(_ index: Int) -> Bool {
    switch viewing.kind {
    case .real, .realAttention: true
    default: view.areReal.element(at: index) ?? false
    }
  }

  /// By how much a sample differs from the image beside it: `12 % apart`.
  private func drawDistance(of index: Int, in area: Rectangle, onto canvas: inout Canvas) {
    guard let distance = view.nearestDistances.element(at: index) else { return }
    let number = NumberText.percent(Double(distance))
    let words = "\(number) apart"
    canvas.write(
      words.count <= area.width ? words : number, in: area, style: appearance[.fake])
  }

  /// Which of both images is shown, and its estimate: `now 0.11` or `moved 0.40`.
  private func drawChange(of index: Int, in area: Rectangle, onto canvas: inout Canvas) {
    let score = (viewing.showsMoved ? view.movedScores : view.scores).element(at: index)
    let number = score.map { NumberText.decimal(Double($0), places: 2) } ?? "-"
    let words = "\(viewing.showsMoved ? "moved" : "now") \(number)"
    canvas.write(
      words.count <= area.width ? words : number, in: area,
      style: appearance[viewing.showsMoved ? .title : .fake])
  }
}

extension Array {
  /// The element, or nil where there is none: what comes from another process may have too few.
  fileprivate func element(at index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}
