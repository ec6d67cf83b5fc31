/// One position of a canvas: a character one column wide, and how it is drawn.
package struct Cell: Sendable, Hashable {
  package var character: Character
  package var style: Style

  package init(_ character: Character = " ", _ style: Style = .plain) {
    self.character = character
    self.style = style
  }
}

/// A grid of cells on which screens draw and which a terminal paints.
///
/// It is a plain value, so that drawing is tested without a terminal. Whatever falls outside is cut
/// off.
package struct Canvas: Sendable, Hashable {
  package let width: Int
  package let height: Int
  private var cells: [Cell]

  /// A canvas filled with one cell.
  package init(width: Int, height: Int, filledWith cell: Cell = Cell()) {
    self.width = max(0, width)
    self.height = max(0, height)
    cells = Array(repeating: cell, count: self.width * self.height)
  }

  /// The whole canvas.
  package var bounds: Rectangle { Rectangle(x: 0, y: 0, width: width, height: height) }

  /// The cell at a position; positions outside read as blank and take no writes.
  package subscript(x: Int, y: Int) -> Cell {
    get { bounds.contains(x: x, y: y) ? cells[y * width + x] : Cell() }
    set {
      guard bounds.contains(x: x, y: y) else { return }
      cells[y * width + x] = newValue
    }
  }

  /// Fills an area with one cell.
  package mutating func fill(_ area: Rectangle, with cell: Cell) {
    let visible = area.intersection(bounds)
    for y in visible.y..<visible.maxY {
      for x in visible.x..<visible.maxX { self[x, y] = cell }
    }
  }

  /// Writes text from a position to the right, cut off at `limit` columns and at the border.
  ///
  /// - Returns: the column behind the last character.
  @discardableResult
  package mutating func write(
    _ text: String, x: Int, y: Int, style: Style = .plain, limit: Int = .max
  ) -> Int {
    var column = x
    for character in text.prefix(max(0, limit)) {
      self[column, y] = Cell(character, style)
      column += 1
    }
    return column
  }

  /// The characters, one line a row.
  package var text: String {
    (0..<height).map { y in
      String((0..<width).map { self[$0, y].character })
    }.joined(separator: "\n")
  }
}
