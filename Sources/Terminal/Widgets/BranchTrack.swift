/// A branch on a line of time, one row high: from where it left another one, at a `Y`, to its end, with
/// its marks, and its name where there is room.
package struct BranchTrack: Widget {
  /// Shares of the whole time, 0 to 1.
  package var start: Double
  package var end: Double
  /// In the order in which they cover each other.
  package var marks: [Timeline.Mark]
  package var name: String
  package var style: Style
  private let timeline: Timeline
  private let appearance: Appearance

  package init(
    start: Double, end: Double, marks: [Timeline.Mark] = [], name: String, role: Theme.Role,
    appearance: Appearance
  ) {
    self.start = start
    self.end = end
    self.marks = marks
    self.name = name
    style = appearance[role]
    timeline = Timeline(reached: 0, ticks: [], marks: [], appearance: appearance)
    self.appearance = appearance
  }

  package func draw(in area: Rectangle, onto canvas: inout Canvas) {
    guard !area.isEmpty else { return }
    let first = timeline.column(of: start, in: area)
    let last = max(first, timeline.column(of: end, in: area))
    for column in first...last {
      canvas[area.x + column, area.y] = Cell(appearance.unicode ? "━" : "=", style)
    }
    for mark in marks {
      let x = area.x + timeline.column(of: mark.position, in: area)
      canvas[x, area.y] = Cell(mark.character, appearance[mark.role])
    }
    canvas[area.x + first, area.y] = Cell("Y", style)
    let (before, behind) = (first - 1, area.width - last - 2)
    if name.count <= behind || behind >= before {
      canvas.write(name.shortened(to: behind), in: area, column: last + 2, style: style)
    } else {
      let text = name.shortened(to: before)
      canvas.write(text, in: area, column: before - text.count, style: style)
    }
  }
}
