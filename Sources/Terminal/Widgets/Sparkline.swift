/// A small chart of a series: a line, filled below, the newest value at the right.
///
/// Without a scale it fits itself to its values. What is not a finite number is shown as `!` at the
/// bottom, as are alarms; marks are `^` there. Further series are lines in front of it, without an area below. Where
/// the terminal shows braille all of them are lines of dots, two a column.
package struct Sparkline: Widget {
  /// A further series, of which value `i` stands where value `i` of the first one does.
  package struct Line: Sendable, Equatable {
    package var values: [Float]
    /// The first of the values that is drawn; those before are the same as in another series.
    package var start: Int
    package var style: Style
    /// What draws it where lines of blocks or their colours cannot be told apart.
    package var character: Character

    package init(values: [Float], start: Int, style: Style, character: Character) {
      self.values = values
      self.start = start
      self.style = style
      self.character = character
    }
  }

  package var values: [Float]
  /// The values at the bottom and at the top, or nil to fit the series.
  package var scale: ClosedRange<Float>?
  /// The values, by their place in the series, that are marked.
  package var marks: [Int]
  /// The values at which something was found to be wrong.
  package var alarms: [Int]
  package var lines: [Line]
  package var style: Style
  /// Of the area below the line.
  package var fillStyle: Style
  package var markStyle: Style
  package var errorStyle: Style
  package var unicode: Bool
  /// Whether lines are told apart by their colours and not by their characters.
  private let tellsByColor: Bool
  private let drawsDots: Bool

  package init(
    values: [Float], scale: ClosedRange<Float>? = nil, marks: [Int] = [], alarms: [Int] = [],
    lines: [Line] = [], role: Theme.Role, appearance: Appearance
  ) {
    self.values = values
    self.scale = scale
    self.marks = marks
    self.alarms = alarms
    self.lines = lines
    drawsDots = appearance.capabilities.glyphs == .braille
    style = appearance[role]
    fillStyle = appearance.faded(role)
    markStyle = appearance[.warning]
    errorStyle = appearance[.error]
    unicode = appearance.unicode
    tellsByColor = appearance.unicode && appearance.tellsBranchesByColor
  }

  /// The first series alone.
  package var withoutLines: Sparkline {
    var alone = self
    alone.lines = []
    return alone
  }

  package func draw(in area: Rectangle, onto canvas: inout Canvas) {
    drawToScale(in: area, onto: &canvas)
  }

  /// Draws it.
  ///
  /// - Returns: the values at the bottom and at the top; nil where there is nothing to be read.
  @discardableResult
  package func drawToScale(
    in area: Rectangle, onto canvas: inout Canvas
  ) -> ClosedRange<Float>? {
    let count = max(values.count, lines.map(\.values.count).max() ?? 0)
    guard !area.isEmpty, count > 0 else { return nil }
    let resampling = Resampling(count: count, columns: area.width)
    let limits =
      if drawsDots {
        drawDots(Resampling(count: count, columns: 2 * area.width), in: area, onto: &canvas)
      } else {
        drawBlocks(resampling, in: area, onto: &canvas)
      }
    func draw(_ marks: [Int], as cell: Cell) {
      for column in marks.compactMap(resampling.column) {
        canvas[area.x + column, area.maxY - 1] = cell
      }
    }
    draw(marks, as: Cell("^", markStyle))
    draw(alarms, as: Cell("!", errorStyle))
    return limits.map { $0.low...$0.high }
  }

  private func drawBlocks(
    _ resampling: Resampling, in area: Rectangle, onto canvas: inout Canvas
  ) -> Limits? {
    let means = (0..<area.width).map { resampling.mean(of: values, in: $0) }
    let lineMeans = lines.map { line in
      (0..<area.width).map { resampling.mean(of: line.values, from: line.start, in: $0) }
    }
    let limits = limits(of: means + lineMeans.joined())
    for (column, mean) in means.enumerated() {
      guard let mean else { continue }
      let x = area.x + column
      guard mean.isFinite else {
        canvas[x, area.maxY - 1] = Cell("!", errorStyle)
        continue
      }
      let level = Int((limits.share(of: mean) * Float(area.height * Self.steps)).rounded())
      fill(x: x, to: max(1, level), of: area, onto: &canvas)
    }
    for (line, means) in zip(lines, lineMeans) {
      draw(line, means, within: limits, in: area, onto: &canvas)
    }
    return limits.isOfValues ? limits : nil
  }

  /// The parts into which a row is divided.
  private static let steps = 8
  private static let blocks: [Character] = Array(" ▁▂▃▄▅▆▇█")
  private static let ramp: [Character] = Array(" .:-=+*%#")

  private func fill(x: Int, to level: Int, of area: Rectangle, onto canvas: inout Canvas) {
    let full = (level - 1) / Self.steps
    for row in 0..<full {
      canvas[x, area.maxY - 1 - row] = Cell(unicode ? "█" : "|", fillStyle)
    }
    let glyphs = unicode ? Self.blocks : Self.ramp
    canvas[x, area.maxY - 1 - full] = Cell(glyphs[level - full * Self.steps], style)
  }

  /// The characters of a line by the third of a row in which it is, from the bottom.
  private static let thirds: [Character] = ["▁", "━", "▔"]

  private func draw(
    _ line: Line, _ means: [Float?], within limits: Limits, in area: Rectangle,
    onto canvas: inout Canvas
  ) {
    for (column, mean) in means.enumerated() {
      guard let mean, mean.isFinite else { continue }
      let thirds = area.height * 3
      let level = min(thirds - 1, Int(limits.share(of: mean) * Float(thirds)))
      let (row, third) = level.quotientAndRemainder(dividingBy: 3)
      let (x, y) = (area.x + column, area.maxY - 1 - row)
      let behind = canvas[x, y]
      // Where both would stand in one cell they take turns, so that both are seen to go on.
      if behind.style == style, behind.character != " ", !column.isMultiple(of: 2) { continue }
      var style = line.style
      if tellsByColor, behind.character == "█", behind.style == fillStyle {
        style.background = fillStyle.foreground
      }
      canvas[x, y] = Cell(tellsByColor ? Self.thirds[third] : line.character, style)
    }
  }

  private struct Limits {
    let low: Float
    let high: Float
    /// Whether there are values between them.
    var isOfValues = true

    /// How high a value stands, from 0 at the bottom to 1 at the top.
    func share(of value: Float) -> Float { min(1, max(0, (value - low) / (high - low))) }
  }

  /// The values at the bottom and at the top, always apart: a series that hardly moves is a line in
  /// the middle and not its own noise.
  private func limits(of means: [Float?]) -> Limits {
    let finite = means.compactMap { $0 }.filter(\.isFinite)
    if let scale, scale.lowerBound < scale.upperBound {
      return Limits(
        low: scale.lowerBound, high: scale.upperBound, isOfValues: !finite.isEmpty)
    }
    guard let least = finite.min(), let most = finite.max() else {
      return Limits(low: 0, high: 1, isOfValues: false)
    }
    let middle = least / 2 + most / 2
    let half = max((most - least) / 2, abs(middle) / 50, 1e-6)
    guard half.isFinite, (middle + half).isFinite, (middle - half).isFinite else {
      let bound = Float.greatestFiniteMagnitude / 4
      return Limits(low: -bound, high: bound)
    }
    return Limits(low: middle - half, high: middle + half)
  }
}

// MARK: - Dots

extension Sparkline {
  /// - Parameter resampling: onto two columns a cell.
  private func drawDots(
    _ resampling: Resampling, in area: Rectangle, onto canvas: inout Canvas
  ) -> Limits? {
    let columns = 0..<resampling.columns
    let first = Line(values: values, start: 0, style: style, character: " ")
    let series = [first] + lines
    let means = series.map { line in
      columns.map { resampling.mean(of: line.values, from: line.start, in: $0) }
    }
    let limits = limits(of: Array(means.joined()))
    // Where lines share a cell it has the dots of all and the colour of the one in front.
    var all = DotGrid(columns: area.width, rows: area.height)
    for (line, means) in zip(tellsByColor ? series : [first], means) {
      let dots = dots(of: means, within: limits, in: area)
      all.add(dots)
      for row in 0..<area.height {
        for column in 0..<area.width where dots.character(column: column, row: row) != nil {
          guard let character = all.character(column: column, row: row) else { continue }
          canvas[area.x + column, area.y + row] = Cell(character, line.style)
        }
      }
    }
    for (column, mean) in means[0].enumerated() where mean?.isFinite == false {
      canvas[area.x + column / 2, area.maxY - 1] = Cell("!", errorStyle)
    }
    if !tellsByColor {
      let cells = Resampling(count: resampling.count, columns: area.width)
      for line in lines {
        let means = (0..<area.width).map { cells.mean(of: line.values, from: line.start, in: $0) }
        draw(line, means, within: limits, in: area, onto: &canvas)
      }
    }
    return limits.isOfValues ? limits : nil
  }

  /// A curve through the values, each joined to the one before it.
  private func dots(of means: [Float?], within limits: Limits, in area: Rectangle) -> DotGrid {
    var dots = DotGrid(columns: area.width, rows: area.height)
    var last: Int?
    for (x, mean) in means.enumerated() {
      guard let mean, mean.isFinite else {
        last = nil
        continue
      }
      let y = Int(((1 - limits.share(of: mean)) * Float(dots.height - 1)).rounded())
      let before = last ?? y
      // The step between two columns belongs to the later one.
      let span = before < y ? min(before + 1, y)...y : y...max(before - 1, y)
      for row in span { dots.set(x: x, y: row) }
      last = y
    }
    return dots
  }
}
