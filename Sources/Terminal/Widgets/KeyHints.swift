/// A line of keys and what they do; hints that do not fit any more are left out.
package struct KeyHints: Widget {
  package var hints: [(keys: String, label: String)]
  private let appearance: Appearance

  package init(_ hints: [(keys: String, label: String)], appearance: Appearance) {
    self.hints = hints
    self.appearance = appearance
  }

  package func draw(in area: Rectangle, onto canvas: inout Canvas) {
    for (hint, place) in zip(hints, Self.places(of: hints, in: area)) {
      canvas.write(hint.keys, in: place, style: appearance[.key])
      canvas.write(hint.label, in: place, column: hint.keys.count + 1, style: appearance[.dim])
    }
  }

  /// Where the hints stand that fit, in their order.
  package static func places(
    of hints: [(keys: String, label: String)], in area: Rectangle
  ) -> [Rectangle] {
    var places: [Rectangle] = []
    var column = 0
    for hint in hints {
      let width = hint.keys.count + 1 + hint.label.count
      guard column + width <= area.width else { break }
      places.append(area.columns(from: column, count: width))
      column += width + 2
    }
    return places
  }
}
