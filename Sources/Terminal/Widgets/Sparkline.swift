/// A small chart of a series: a line, filled below, the newest value at the right.
///
/// Without a scale it fits itself to its values. What is not a finite number is shown as `!` at the
/// bottom; marks are `^` there.
package struct Sparkline: Widget {
  package var values: [Float]
  /// The values at the bottom and at the top, or nil to fit the series.
  package var scale: ClosedRange<Float>?
  /// The values, by their place in the series, that are marked.
  package var marks: [Int]
  package var style: Style
  /// Of the area below the line.
  package var fillStyle: Style
  package var markStyle: Style
  package var errorStyle: Style
  package var unicode: Bool

  package init(
    values: [Float], scale: ClosedRange<Float>? = nil, marks: [Int] = [], role: Theme.Role,
    appearance: Appearance
  ) {
    self.values = values
    self.scale = scale
    self.marks = marks
    style = appearance[role]
    fillStyle = appearance.faded(role)
    markStyle = appearance[.warning]
    errorStyle = appearance[.error]
    unicode = appearance.unicode
  }

  package func draw(in area: Rectangle, onto canvas: inout Canvas) {
    guard !area.isEmpty, !values.isEmpty else { return }
    let resampling = Resampling(count: values.count, columns: area.width)
    let means = (0..<area.width).map { resampling.mean(of: values, in: $0) }
    let (low, high) = limits(of: means)
    for (column, mean) in means.enumerated() {
      guard let mean else { continue }
      let x = area.x + column
      guard mean.isFinite else {
        canvas[x, area.maxY - 1] = Cell("!", errorStyle)
        continue
      }
      let height = area.height * Self.steps
      let share = min(1, max(0, (mean - low) / (high - low)))
      fill(x: x, to: max(1, Int((share * Float(height)).rounded())), of: area, onto: &canvas)
    }
    for mark in marks {
      guard let column = resampling.column(of: mark) else { continue }
      canvas[area.x + column, area.maxY - 1] = Cell("^", markStyle)
    }
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

  /// The values at the bottom and at the top, always apart: a series that hardly moves is a line in
  /// the middle and not its own noise.
  private func limits(of means: [Float?]) -> (low: Float, high: Float) {
    if let scale, scale.lowerBound < scale.upperBound {
      return (scale.lowerBound, scale.upperBound)
    }
    let finite = means.compactMap { $0 }.filter(\.isFinite)
    guard let least = finite.min(), let most = finite.max() else { return (0, 1) }
    let middle = least / 2 + most / 2
    let half = max((most - least) / 2, abs(middle) / 50, 1e-6)
    guard half.isFinite, (middle + half).isFinite, (middle - half).isFinite else {
      return (-Float.greatestFiniteMagnitude / 4, Float.greatestFiniteMagnitude / 4)
    }
    return (middle - half, middle + half)
  }
}
