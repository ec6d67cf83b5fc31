/// Dots in cells, two beside each other and four on top of each other, as braille shows them.
struct DotGrid {
  let columns: Int
  let rows: Int
  private var bits: [UInt8]

  /// - Parameters:
  ///   - columns: how many cells it is wide.
  ///   - rows: how many cells it is high.
  init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    bits = Array(repeating: 0, count: self.columns * self.rows)
  }

  var width: Int { 2 * columns }
  var height: Int { 4 * rows }

  /// The bits of Unicode's braille patterns: the left dots from the top, then the right ones.
  private static let pattern: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]

  /// Sets a dot, counted from the upper left corner; outside there is none.
  mutating func set(x: Int, y: Int) {
    guard x >= 0, x < width, y >= 0, y < height else { return }
    bits[y / 4 * columns + x / 2] |= Self.pattern[x % 2][y % 4]
  }

  /// Adds the dots of a grid of the same size.
  mutating func add(_ other: DotGrid) {
    for index in bits.indices { bits[index] |= other.bits[index] }
  }

  /// The character of a cell, or nil where it has no dots.
  func character(column: Int, row: Int) -> Character? {
    let value = bits[row * columns + column]
    guard value != 0 else { return nil }
    return Character(Unicode.Scalar(0x2800 + UInt16(value)) ?? "?")
  }
}
