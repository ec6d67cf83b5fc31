/// A box with a title in its upper border and perhaps a note at the right of it.
package struct Frame: Widget {
  package var title: String
  /// Shown before the title, for the key that jumps to it.
  package var number: Int?
  package var note: String
  package var focused: Bool
  private let border: Style
  private let titleStyle: Style
  private let noteStyle: Style
  private let unicode: Bool

  package init(
    title: String, number: Int? = nil, note: String = "", focused: Bool = false,
    appearance: Appearance
  ) {
    self.title = title
    self.number = number
    self.note = note
    self.focused = focused
    border = appearance[focused ? .title : .border]
    titleStyle = appearance[.title]
    noteStyle = appearance[.dim]
    unicode = appearance.unicode
  }

  package func draw(in area: Rectangle, onto canvas: inout Canvas) {
    guard area.width >= 2, area.height >= 2 else { return }
    let (horizontal, vertical): (Character, Character) = unicode ? ("─", "│") : ("-", "|")
    let corners: [Character] = unicode ? ["╭", "╮", "╰", "╯"] : ["+", "+", "+", "+"]
    let (right, bottom) = (area.maxX - 1, area.maxY - 1)
    for x in area.x...right {
      canvas[x, area.y] = Cell(horizontal, border)
      canvas[x, bottom] = Cell(horizontal, border)
    }
    for y in area.y...bottom {
      canvas[area.x, y] = Cell(vertical, border)
      canvas[right, y] = Cell(vertical, border)
    }
    canvas[area.x, area.y] = Cell(corners[0], border)
    canvas[right, area.y] = Cell(corners[1], border)
    canvas[area.x, bottom] = Cell(corners[2], border)
    canvas[right, bottom] = Cell(corners[3], border)
    drawTitle(in: area.columns(from: 2, count: area.width - 4), onto: &canvas)
  }

  private func drawTitle(in row: Rectangle, onto canvas: inout Canvas) {
    let marker = focused ? ">" : ""
    let heading = [marker, number.map(String.init) ?? "", title]
      .filter { !$0.isEmpty }.joined(separator: " ")
    guard !heading.isEmpty, row.width > 2 else { return }
    let end = canvas.write(" \(heading) ", in: row, style: titleStyle)
    let free = row.maxX - end - 1
    guard !note.isEmpty, free >= note.count + 2 else { return }
    canvas.writeRight(" \(note) ", in: row, style: noteStyle)
  }
}
