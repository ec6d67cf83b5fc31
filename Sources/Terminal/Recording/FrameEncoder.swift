/// Turns canvases into the text that makes a terminal show one after another (ECMA-48).
///
/// Each text holds only what differs from the canvas before. It begins and ends in the terminal's own
/// style and relies on no place of the cursor, so a canvas that was not given can be left out.
package struct FrameEncoder: Sendable {
  private var shown: Canvas?

  package init() {}

  /// The text that changes what is shown to a canvas; empty where nothing differs.
  ///
  /// The first canvas, and one of another size, is drawn whole on a cleared screen.
  package mutating func text(for canvas: Canvas) -> String {
    defer { shown = canvas }
    guard let shown, shown.bounds == canvas.bounds else {
      let blank = Canvas(width: canvas.width, height: canvas.height)
      return Self.clearing + Self.difference(from: blank, to: canvas)
    }
    return shown == canvas ? "" : Self.difference(from: shown, to: canvas)
  }

  /// What gives the cursor back, below what is shown.
  package var ending: String { "\u{1B}[0m\u{1B}[\(shown?.height ?? 1);1H\u{1B}[?25h" }

  /// Hides the cursor and clears the screen.
  private static let clearing = "\u{1B}[?25l\u{1B}[0m\u{1B}[2J"

  private static func difference(from before: Canvas, to after: Canvas) -> String {
    var pen = Pen()
    for y in 0..<after.height {
      for x in 0..<after.width where after[x, y] != before[x, y] {
        pen.put(after[x, y], x: x, y: y)
        if x == after.width - 1 { pen.forgetPlace() }
      }
    }
    return pen.finish()
  }
}

/// Writes cells from left to right, with as few escape sequences as that takes.
private struct Pen {
  private var text = ""
  /// Where the cursor is, as far as that is certain.
  private var place: (x: Int, y: Int)?
  private var style = Style.plain

  mutating func put(_ cell: Cell, x: Int, y: Int) {
    move(x: x, y: y)
    if cell.style != style {
      text += cell.style.escapeSequence
      style = cell.style
    }
    text.append(cell.character.isShowable ? cell.character : "?")
    place = (x + 1, y)
  }

  /// Behind the last column terminals differ in where the cursor is.
  mutating func forgetPlace() { place = nil }

  mutating func finish() -> String {
    style == .plain ? text : text + Style.plain.escapeSequence
  }

  private mutating func move(x: Int, y: Int) {
    if let place, place.y == y, place.x <= x {
      let columns = x - place.x
      if columns > 0 { text += columns == 1 ? "\u{1B}[C" : "\u{1B}[\(columns)C" }
    } else {
      text += "\u{1B}[\(y + 1);\(x + 1)H"
    }
  }
}

extension Character {
  /// Whether it is one code point and no command to a terminal.
  fileprivate var isShowable: Bool {
    guard let scalar = unicodeScalars.first, unicodeScalars.count == 1 else { return false }
    return scalar.properties.generalCategory != .control
  }
}
