/// Gives each combination of a foreground and a background a number, for good: redefining a number
/// would make ncurses repaint every cell that uses it.
package nonisolated struct ColorPairTable: Sendable {
  package struct Entry: Sendable, Hashable {
    package let number: Int32
    /// The number has just been given, and must be defined before it is used.
    package let isNew: Bool

    package init(number: Int32, isNew: Bool) {
      self.number = number
      self.isNew = isNew
    }
  }

  /// The terminal's own colour, in ncurses' numbering.
  package static let standardColor: Int16 = -1

  private static let colorsAndStandard = 257
  private let capacity: Int32
  private var count: Int32 = 0
  /// A number for each combination, 0 where none has been given: a cell is looked up in a
  /// nanosecond, where hashing would cost more than the drawing.
  private var numbers: [Int32]

  /// - Parameter pairs: how many pairs the terminal has, the unchangeable pair 0 included.
  package init(pairs: Int) {
    capacity = Int32(clamping: max(0, pairs - 1))
    let isUsable = capacity > 0
    numbers = Array(
      repeating: 0, count: isUsable ? Self.colorsAndStandard * Self.colorsAndStandard : 0)
  }

  /// The pair for two colours, -1 (the terminal's own) to 255.
  ///
  /// When all numbers are given, the same foreground on the terminal's own background stands in, or
  /// else the terminal's own colours.
  package mutating func pair(foreground: Int16, background: Int16) -> Entry {
    guard capacity > 0, (foreground, background) != (Self.standardColor, Self.standardColor) else {
      return Entry(number: 0, isNew: false)
    }
    let index = Self.index(foreground, background)
    if numbers[index] != 0 { return Entry(number: numbers[index], isNew: false) }
    guard count < capacity else {
      return Entry(number: numbers[Self.index(foreground, Self.standardColor)], isNew: false)
    }
    count += 1
    numbers[index] = count
    return Entry(number: count, isNew: true)
  }

  private static func index(_ foreground: Int16, _ background: Int16) -> Int {
    (Int(foreground) + 1) * colorsAndStandard + Int(background) + 1
  }
}
