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
    default:
      break
    }
  }
}

/// Draws a field behind its label, with a cursor.
package struct TextFieldView: Widget {
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
    var column = canvas.write("\(label) ", in: area, style: appearance[.title]) - area.x
    column = canvas.write(field.text, in: area, column: column, style: appearance[.text]) - area.x
    column = canvas.write("_", in: area, column: column, style: appearance[.selection]) - area.x
    canvas.write("  \(note)", in: area, column: column, style: appearance[.dim])
  }
}
