/// A line of text that is being typed.
package struct TextField: Sendable, Hashable {
  package private(set) var text: String
  /// The characters that are taken; others are ignored.
  private let allowed: Set<Character>
  private let limit: Int

  package init(text: String = "", allowed: Set<Character>, limit: Int = 16) {
    self.text = text
    self.allowed = allowed
    self.limit = limit
  }

  /// A field for a number.
  package static func number() -> TextField { TextField(allowed: Set("0123456789.eE+-")) }

  /// Takes a character or deletes the last one; other keys are not for a field.
  package mutating func type(_ key: Key) {
    switch key {
    case .character(let character) where allowed.contains(character) && text.count < limit:
      text.append(character)
    case .character(",") where allowed.contains(".") && text.count < limit:
      // A decimal comma; dropping it would make 0,001 a thousand times larger.
      text.append(".")
    case .backspace, .delete:
      _ = text.popLast()
    case .control("u"):
      text = ""
    case .control("w"):
      deleteLastWord()
    default:
      break
    }
  }
}

extension TextField {
  private mutating func deleteLastWord() {
    while text.last == " " { text.removeLast() }
    while let last = text.last, last != " " { text.removeLast() }
  }
}

/// Draws a field behind its label, with a cursor; of a long text the end is to be seen.
package struct TextFieldView: Widget {
  /// With the space behind it where there is to be one.
  package var label: String
  package var field: TextField
  package var note: String
  private let appearance: Appearance

  package init(label: String, field: TextField, note: String, appearance: Appearance) {
    self.label = label
    self.field = field
    self.note = note
    self.appearance = appearance
  }

  package func draw(in area: Rectangle, onto canvas: inout Canvas) {
    guard !area.isEmpty else { return }
    var column = canvas.write(label, in: area, style: appearance[.title]) - area.x
    let text = field.text.suffix(max(0, area.width - column - 1))
    column = canvas.write(String(text), in: area, column: column, style: appearance[.text]) - area.x
    column = canvas.write("_", in: area, column: column, style: appearance[.selection]) - area.x
    canvas.write("  \(note)", in: area, column: column, style: appearance[.dim])
  }
}
