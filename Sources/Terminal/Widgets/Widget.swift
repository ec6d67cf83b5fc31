/// Something that draws itself in an area, and nowhere else, whatever the size of the area.
package protocol Widget {
  func draw(in area: Rectangle, onto canvas: inout Canvas)
}

extension Canvas {
  /// Writes text into a row of an area, cut off at its border.
  ///
  /// - Returns: the column behind the last character.
  @discardableResult
  package mutating func write(
    _ text: String, in area: Rectangle, column: Int = 0, row: Int = 0, style: Style
  ) -> Int {
    guard row >= 0, row < area.height, column >= 0, column < area.width else {
      return area.x + column
    }
    return write(
      text, x: area.x + column, y: area.y + row, style: style, limit: area.width - column)
  }

  /// Writes text so that it ends at the right border of an area; where it is too long, its beginning.
  package mutating func writeRight(
    _ text: String, in area: Rectangle, row: Int = 0, style: Style
  ) {
    write(text, in: area, column: max(0, area.width - text.count), row: row, style: style)
  }
}

extension Rectangle {
  /// One row of it, empty where it has no such row.
  package func row(_ index: Int) -> Rectangle {
    Rectangle(x: x, y: y + index, width: width, height: 1).intersection(self)
  }

  /// The part of it from one row on, at most `count` rows.
  package func rows(from first: Int, count: Int = .max) -> Rectangle {
    Rectangle(x: x, y: y + first, width: width, height: min(count, height - first))
  }

  /// The part of it from one column on, at most `count` columns.
  package func columns(from first: Int, count: Int = .max) -> Rectangle {
    Rectangle(x: x + first, y: y, width: min(count, width - first), height: height)
  }
}

extension Rectangle {
  /// Which entry of a list stands in its first row, so that the selected one is in the middle as far as
  /// there are others.
  package func firstRow(showing selected: Int, of count: Int) -> Int {
    min(max(0, selected - height / 2), max(0, count - height))
  }
}

extension Rectangle {
  /// An area in the middle of it, at most as large as it is.
  package func middle(width: Int, height: Int) -> Rectangle {
    let size = (width: min(self.width, width), height: min(self.height, height))
    return Rectangle(
      x: x + (self.width - size.width) / 2, y: y + (self.height - size.height) / 2,
      width: size.width, height: size.height)
  }
}
