internal import Session
internal import Terminal

/// One sample at all moments that were kept: the one that is looked at, and a strip of those around it.
struct FilmView: Widget {
  let reel: FilmReel
  /// Oldest first.
  let grids: [SampleGrid]
  let appearance: Appearance

  /// Enough for any terminal; a run has thousands.
  private static let longestStrip = 64

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    guard let frame = reel.frame, grids.indices.contains(frame), let picture = picture(frame) else {
      MessageView(text: "no samples yet", appearance: appearance).draw(in: area, onto: &canvas)
      return
    }
    let (large, strip) = areas(in: area, of: picture)
    picture.drawEnlarged(in: large, onto: &canvas, appearance)
    drawStrip(around: frame, like: picture.format, in: strip, onto: &canvas)
  }

  /// The sample of one grid; nil where that has none.
  private func picture(_ frame: Int) -> ImageSet? {
    let grid = grids[frame]
    let image = ImageSet(format: grid.format, pixels: grid.pixels)
      .images(reel.image..<reel.image + 1)
    return image.count == 1 ? image : nil
  }

  /// The strip stands below the picture where that leaves it as it is, or else beside it.
  private func areas(
    in area: Rectangle, of picture: ImageSet
  ) -> (picture: Rectangle, strip: Rectangle) {
    let (width, height) = (picture.format.width, (picture.format.height + 1) / 2)
    let stripRows = (picture.format.height + 7) / 8 + 1
    if area.height >= height + 1 + stripRows {
      let rows = area.height - stripRows - 1
      return (area.rows(from: 0, count: rows), area.rows(from: rows + 1))
    }
    guard area.width >= width + 1 + (picture.format.width + 3) / 4 else {
      return (area, area.rows(from: area.height))
    }
    return (area.columns(from: 0, count: width), area.columns(from: width + 1))
  }

  /// As many moments as fit around one, each with its epoch, the one behind a `>`.
  private func drawStrip(
    around frame: Int, like format: ImageFormat, in area: Rectangle, onto canvas: inout Canvas
  ) {
    guard !area.isEmpty else { return }
    let frames = grids.indices.filter {
      grids[$0].format == format && grids[$0].count > reel.image
    }
    let places = strip(of: Array(frames.prefix(Self.longestStrip)), format).tiles(in: area).count
    guard let middle = frames.firstIndex(of: frame), places > 0 else { return }
    let first = min(max(0, middle - places / 2), max(0, frames.count - places))
    let shown = Array(frames[first..<min(first + places, frames.count)])
    let view = strip(of: shown, format)
    view.draw(in: area, onto: &canvas)
    for (index, place) in zip(shown, view.captions(in: area)) {
      let isChosen = index == frame
      let moment = grids[index].moment(
        within: place.width - 1, live: false, hasAverage: false)
      canvas.write(
        (isChosen ? ">" : " ") + moment, in: place, style: appearance[isChosen ? .selection : .dim])
    }
  }

  private func strip(of frames: [Int], _ format: ImageFormat) -> SampleGridView {
    let pixels = frames.flatMap { picture($0)?.pixels ?? [] }
    return ImageSet(format: format, pixels: pixels)
      .view(tileSize: .quarter, hasCaptions: true, appearance)
  }
}
