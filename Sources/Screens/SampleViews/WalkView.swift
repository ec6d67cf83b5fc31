internal import Session
internal import Terminal

/// The picture between four latent vectors, as large as there is room for, beside the square with the
/// place in it.
struct WalkView: Widget {
  let walk: LatentWalk
  let picture: ImageSet
  /// The images at the corners: upper left, upper right, lower left, lower right.
  let corners: ImageSet?
  let appearance: Appearance

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    let (left, right) = areas(in: area)
    picture.drawEnlarged(in: left, onto: &canvas, appearance)
    WalkMap(walk: walk, corners: corners, appearance: appearance).draw(in: right, onto: &canvas)
  }

  /// The square in an area: a place in it is a place of the walk.
  func map(in area: Rectangle) -> Rectangle {
    WalkMap(walk: walk, corners: corners, appearance: appearance).square(in: areas(in: area).map)
  }

  /// The map has what the picture leaves, unless that is too little to find one's way in.
  private func areas(in area: Rectangle) -> (picture: Rectangle, map: Rectangle) {
    let room = area.columns(from: 0, count: area.width - WalkMap.leastWidth - 1)
    let (shown, _) = PixelView.shownSize(
      width: picture.format.width, height: picture.format.height, in: room)
    guard shown == picture.format.width || room.width >= 2 * WalkMap.leastWidth else {
      return (area, area.columns(from: area.width))
    }
    let width = shown * picture.magnification(in: room)
    return (area.columns(from: 0, count: width), area.columns(from: width + 1))
  }
}

/// The square between four latent vectors, with the place in it.
struct WalkMap: Widget {
  /// As wide as a square can be read.
  static let leastWidth = 12
  let walk: LatentWalk
  let corners: ImageSet?
  let appearance: Appearance

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    let square = square(in: area)
    guard square.width >= 3, square.height >= 3 else { return }
    drawSides(of: square, onto: &canvas)
    drawCorners(in: area, around: square, onto: &canvas)
    let x = square.x + Int((walk.x * Double(square.width - 1)).rounded())
    let y = square.y + Int((walk.y * Double(square.height - 1)).rounded())
    canvas[x, y] = Cell("@", appearance[.selection])
  }

  /// Where the places of the walk are, from corner to corner.
  func square(in area: Rectangle) -> Rectangle {
    let box = box(in: area)
    guard let thumbnail = thumbnail(in: area) else { return box }
    return Rectangle(
      x: box.x + thumbnail.width / 2, y: box.y + thumbnail.height / 2,
      width: box.width - thumbnail.width + 1, height: box.height - thumbnail.height + 1)
  }

  /// A cell is twice as high as it is wide.
  private func box(in area: Rectangle) -> Rectangle {
    area.middle(
      width: min(area.width, 2 * area.height), height: min(area.height, (area.width + 1) / 2))
  }

  /// The extent of the images at the corners, where there are any and the sides stay longer than them.
  private func thumbnail(in area: Rectangle) -> Rectangle? {
    let view = corners?.view(tileSize: .quarter, appearance)
    let box = box(in: area)
    guard let tile = view?.tiles(in: box).first else { return nil }
    return tile.width * 3 <= box.width && tile.height * 3 <= box.height ? tile : nil
  }

  private func drawSides(of square: Rectangle, onto canvas: inout Canvas) {
    let style = appearance[.track]
    let (horizontal, vertical): (Character, Character) =
      appearance.unicode ? ("─", "│") : ("-", "|")
    for x in square.x..<square.maxX {
      canvas[x, square.y] = Cell(horizontal, style)
      canvas[x, square.maxY - 1] = Cell(horizontal, style)
    }
    for y in square.y..<square.maxY {
      canvas[square.x, y] = Cell(vertical, style)
      canvas[square.maxX - 1, y] = Cell(vertical, style)
    }
  }

  private func drawCorners(
    in area: Rectangle, around square: Rectangle, onto canvas: inout Canvas
  ) {
    let places = [
      (square.x, square.y), (square.maxX - 1, square.y), (square.x, square.maxY - 1),
      (square.maxX - 1, square.maxY - 1),
    ]
    for (index, (x, y)) in places.enumerated() {
      if let thumbnail = thumbnail(in: area), let corners {
        corners.images(index..<index + 1).view(tileSize: .quarter, appearance).draw(
          in: Rectangle(
            x: x - thumbnail.width / 2, y: y - thumbnail.height / 2, width: thumbnail.width,
            height: thumbnail.height), onto: &canvas)
      } else {
        canvas.write("\(index + 1)", x: x, y: y, style: appearance[.key])
      }
    }
  }
}
