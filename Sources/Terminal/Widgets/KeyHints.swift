/// A line of keys and what they do; hints that do not fit any more are left out.
package struct KeyHints: Widget {
  package var hints: [(keys: String, label: String)]
  private let appearance: Appearance

  package init(_ hints: [(keys: String, label: String)], appearance: Appearance) {
    self.hints = hints
    self.appearance = appearance
  }

  package func draw(in area: Rectangle, onto canvas: inout Canvas) {
    var column = 0
    for hint in hints {
      let gap = column == 0 ? 0 : 2
      let width = gap + hint.keys.count + 1 + hint.label.count
      guard column + width <= area.width else { return }
      canvas.write(hint.keys, in: area, column: column + gap, style: appearance[.key])
      canvas.write(
        hint.label, in: area, column: column + gap + hint.keys.count + 1, style: appearance[.dim])
      column += width
    }
  }
}
