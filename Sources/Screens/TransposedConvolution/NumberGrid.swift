internal import Terminal

/// Whole numbers in rows and columns of three cells, some of them in brackets.
struct NumberGrid: Widget {
  /// Some neighbouring numbers.
  struct Window: Sendable, Equatable {
    var rows: Range<Int>
    var columns: Range<Int>

    static let none = Window(rows: 0..<0, columns: 0..<0)
  }

  let numbers: [[Int]]
  var window = Window.none
  let appearance: Appearance

  private static let cell = 3

  /// The extent of a grid with so many numbers along each side.
  static func extent(_ count: Int) -> (width: Int, height: Int) { (cell * count + 1, count) }

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    for (row, values) in numbers.enumerated() {
      for (column, value) in values.enumerated() {
        let isMarked = window.rows.contains(row) && window.columns.contains(column)
        canvas.write(
          "\(value)".leftPadded(to: Self.cell), in: area, column: Self.cell * column, row: row,
          style: appearance[isMarked ? .selection : value == 0 ? .dim : .text])
      }
      guard window.rows.contains(row), !window.columns.isEmpty else { continue }
      for (bracket, column) in [("[", window.columns.lowerBound), ("]", window.columns.upperBound)]
      {
        canvas.write(
          bracket, in: area, column: Self.cell * column, row: row, style: appearance[.selection])
      }
    }
  }
}
