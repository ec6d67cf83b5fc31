/// Rows of text in columns of equal width, for a terminal.
struct TextTable {
  private var rows: [[String]]
  private let numbers: Int

  /// - Parameter numbers: How many of the first columns hold numbers, which end at the same place.
  init(_ header: [String], numbers: Int = 0) {
    rows = [header]
    self.numbers = numbers
  }

  /// Text may come from a file: what would command the terminal becomes a question mark.
  mutating func add(_ row: [String]) {
    rows.append(
      row.map { cell in
        String(String.UnicodeScalarView(cell.unicodeScalars.map(Self.printable)))
      })
  }

  private static func printable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar.properties.generalCategory == .control ? "?" : scalar
  }

  var text: String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let room = String(repeating: " ", count: widths[column] - cell.count)
        return column < numbers ? room + cell : cell + room
      }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
