/// A line of time, one row high, with ticks, marks and a cursor; positions are shares from 0 to 1.
package struct Timeline: Widget {
  package struct Mark: Sendable, Hashable {
    package var position: Double
    package var character: Character
    package var role: Theme.Role

    package init(position: Double, character: Character, role: Theme.Role) {
      self.position = position
      self.character = character
      self.role = role
    }
  }

  /// A part of the past that has a colour of its own.
  package struct Part: Sendable, Hashable {
    package var range: ClosedRange<Double>
    package var role: Theme.Role

    package init(range: ClosedRange<Double>, role: Theme.Role) {
      self.range = range
      self.role = role
    }
  }

  /// How far time has come.
  package var reached: Double
  package var parts: [Part]
  package var ticks: [Double]
  /// In the order in which they cover each other.
  package var marks: [Mark]
  private let appearance: Appearance

  package init(
    reached: Double, parts: [Part] = [], ticks: [Double], marks: [Mark], appearance: Appearance
  ) {
    self.reached = reached
    self.parts = parts
    self.ticks = ticks
    self.marks = marks
    self.appearance = appearance
  }

  package func draw(in area: Rectangle, onto canvas: inout Canvas) {
    guard !area.isEmpty else { return }
    let (past, future, tick): (Character, Character, Character) =
      appearance.unicode ? ("━", "─", "┷") : ("=", "-", "+")
    let now = column(of: reached, in: area)
    for column in 0..<area.width {
      let isPast = column <= now && reached > 0
      canvas[area.x + column, area.y] = Cell(
        isPast ? past : future, appearance[isPast ? .progress : .track])
    }
    for part in parts {
      let columns =
        column(of: part.range.lowerBound, in: area)...column(of: part.range.upperBound, in: area)
      for column in columns { canvas[area.x + column, area.y] = Cell(past, appearance[part.role]) }
    }
    for position in ticks {
      let x = area.x + column(of: position, in: area)
      canvas[x, area.y] = Cell(
        tick, parts.isEmpty ? appearance[.progress] : canvas[x, area.y].style)
    }
    for mark in marks {
      canvas[area.x + column(of: mark.position, in: area), area.y] = Cell(
        mark.character, appearance[mark.role])
    }
  }

  /// The column of a position, counted from the left border of an area.
  package func column(of position: Double, in area: Rectangle) -> Int {
    let share = position.isNaN ? 0 : min(1, max(0, position))
    return Int((share * Double(area.width - 1)).rounded())
  }
}
