internal import Session
internal import Terminal

/// The whole picture of a step: forward on the upper way, and what comes back on the lower one.
///
/// ```
/// noise --> generator --> fake --> discriminator --> scores
///                         real -->                   loss       while the discriminator learns
///                     <-- wish <--               <-- loss       while the generator learns
/// ```
struct SlowMotionDiagram: Widget {
  let parts: SlowMotionParts

  private static let arrow = 3
  private static let imageArrow = 7

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    let places = Places(in: area)
    let lower: SlowMotionParts.Part = parts.phase.player == .generator ? .wish : .real
    let shown: [(SlowMotionParts.Part, Rectangle)] = [
      (.noise, places.noise), (.generator, places.generator), (.fake, places.upperImage),
      (lower, places.lowerImage), (.discriminator, places.discriminator), (.scores, places.scores),
      (.loss, places.loss),
    ]
    for (part, place) in shown where lower != part || hasLowerImage {
      parts.draw(part, in: place, onto: &canvas)
    }
    drawArrows(places, lower: lower, onto: &canvas)
  }

  /// The rows that it takes of an area.
  func height(in area: Rectangle) -> Int { Places(in: area).height }

  private var hasLowerImage: Bool {
    parts.phase.player == .generator
      ? !parts.phase.pixelGradient.isEmpty : !parts.phase.reals.pixels.isEmpty
  }

  private func drawArrows(
    _ places: Places, lower: SlowMotionParts.Part, onto canvas: inout Canvas
  ) {
    let arrows = SlowMotionArrows(parts: parts)
    let (top, bottom) = (places.upperImage.middleRow, places.lowerImage.middleRow)
    arrows.drawForth(
      from: places.noise, to: places.generator, row: top, after: .generator, onto: &canvas)
    arrows.drawForth(
      from: places.generator, to: places.upperImage, row: top, after: .fake, onto: &canvas)
    arrows.drawForth(
      from: places.upperImage, to: places.discriminator, row: top, after: .scores,
      label: .fake, onto: &canvas)
    arrows.drawForth(
      from: places.discriminator, to: places.scores, row: top, after: .scores,
      onto: &canvas)
    guard lower == .wish else {
      if hasLowerImage {
        arrows.drawForth(
          from: places.lowerImage, to: places.discriminator, row: bottom, after: .scores,
          label: .real, onto: &canvas)
      }
      arrows.drawBack(
        from: places.loss, to: places.discriminator, row: bottom, since: .gradients, onto: &canvas)
      return
    }
    let first: SlowMotionStage = hasLowerImage ? .pixels : .gradients
    arrows.drawBack(
      from: places.loss, to: places.discriminator, row: bottom, since: first, onto: &canvas)
    if hasLowerImage {
      arrows.drawBack(
        from: places.discriminator, to: places.lowerImage, row: bottom, since: .pixels,
        label: .wish, onto: &canvas)
    }
    arrows.drawBack(
      from: hasLowerImage ? places.lowerImage : places.discriminator, to: places.generator,
      row: bottom, since: .gradients, onto: &canvas)
  }

  /// Where everything stands.
  private struct Places {
    let noise: Rectangle
    let generator: Rectangle
    let upperImage: Rectangle
    let lowerImage: Rectangle
    let discriminator: Rectangle
    let scores: Rectangle
    let loss: Rectangle
    let height: Int

    init(in area: Rectangle) {
      let isLarge = area.width >= 118 && area.height >= 28
      let image = isLarge ? (width: 28, height: 14) : (width: 14, height: 7)
      let height = min(area.height, 2 * image.height + 4)
      let arrows = 3 * SlowMotionDiagram.arrow + SlowMotionDiagram.imageArrow
      // A third each of what is wider than the least goes to both networks.
      let extra = max(0, area.width - image.width - arrows - 48)
      let noiseWidth = 11 + min(6, extra / 6)
      let generatorWidth = 12 + min(14, extra / 3)
      let discriminatorWidth = 15 + min(14, extra / 3)
      let lossWidth = 10 + min(4, extra / 6)
      let width =
        noiseWidth + generatorWidth + image.width + discriminatorWidth + lossWidth + arrows
      var left = area.x + max(0, area.width - width) / 2
      func column(_ width: Int, gap: Int) -> Rectangle {
        defer { left += width + gap }
        return Rectangle(x: left, y: area.y, width: width, height: height)
      }
      noise = column(noiseWidth, gap: SlowMotionDiagram.arrow)
      generator = column(generatorWidth, gap: SlowMotionDiagram.arrow)
      let images = column(image.width, gap: SlowMotionDiagram.imageArrow)
      upperImage = images.rows(from: 0, count: image.height)
      lowerImage = images.rows(from: height - image.height)
      discriminator = column(discriminatorWidth, gap: SlowMotionDiagram.arrow)
      let ends = column(lossWidth, gap: 0)
      scores = ends.rows(from: 0, count: height - 5)
      loss = ends.rows(from: height - 5)
      self.height = height
    }
  }
}

/// The arrows between the parts of the picture.
struct SlowMotionArrows {
  private enum Direction {
    case forth, back
  }

  let parts: SlowMotionParts

  /// Draws an arrow to the right between two areas, which is there when a part has come about.
  func drawForth(
    from start: Rectangle, to end: Rectangle, row: Int,
    after part: SlowMotionParts.Part, label: SlowMotionParts.Part? = nil,
    onto canvas: inout Canvas
  ) {
    draw(
      .forth, in: start.maxX..<end.x, row: row, standing: parts.standing(of: part), label: label,
      onto: &canvas)
  }

  /// Draws an arrow to the left, along which gradients have come since a stage.
  func drawBack(
    from start: Rectangle, to end: Rectangle, row: Int, since stage: SlowMotionStage,
    label: SlowMotionParts.Part? = nil, onto canvas: inout Canvas
  ) {
    let standing: SlowMotionParts.Standing =
      parts.stage < stage ? .future : parts.stage == stage ? .present : .past
    draw(
      .back, in: end.maxX..<max(end.maxX, start.x), row: row, standing: standing, label: label,
      onto: &canvas)
  }

  private func draw(
    _ direction: Direction, in columns: Range<Int>, row: Int,
    standing: SlowMotionParts.Standing, label: SlowMotionParts.Part?, onto canvas: inout Canvas
  ) {
    // The way back is there only while something comes back.
    guard direction == .forth || standing != .future else { return }
    let line: Character = parts.appearance.unicode ? "─" : "-"
    let style =
      switch standing {
      case .future: parts.appearance[.dim]
      case .past: parts.appearance[.border]
      case .present: parts.appearance[.warning]
      }
    let area = Rectangle(x: columns.lowerBound, y: row, width: columns.count, height: 1)
    let shaft = String(repeating: line, count: max(0, columns.count - 1))
    canvas.write(direction == .forth ? "\(shaft)>" : "<\(shaft)", in: area, style: style)
    guard let label else { return }
    let above = Rectangle(x: area.x, y: row - 1, width: area.width, height: 1)
    let text = parts.label(of: label)
    canvas.write(
      text, in: above, column: max(0, area.width - text.count) / 2,
      style: parts.labelStyle(of: label))
  }
}

extension Rectangle {
  var middleRow: Int { y + height / 2 }
}
