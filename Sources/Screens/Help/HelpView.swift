internal import Terminal

/// A box in the middle with all actions that fit what is searched for: keys, the word behind a colon, and
/// what it does; the selected one is behind a `>`.
struct HelpView {
  let browser: HelpBrowser
  let keys: KeyMap
  let box: ListBox
  let appearance: Appearance

  static func shape(_ keys: KeyMap) -> ListBox.Shape {
    ListBox.Shape(width: Columns(keys).width, entries: WatchAction.all.count, head: 2)
  }

  func draw(onto canvas: inout Canvas) {
    let entries = browser.entries(keys)
    let columns = Columns(keys)
    let note = "type to search, Enter does it, Esc closes"
    box.draw(title: "help", note: note, appearance, onto: &canvas) { index, row, canvas in
      draw(entries[index], columns, isSelected: index == box.selected, in: row, onto: &canvas)
    }
    drawSearch(found: entries.count, in: box.inner.row(0), onto: &canvas)
    if box.hasFrame, entries.indices.contains(box.selected) {
      drawRemark(on: entries[box.selected], in: box.inner.row(1), onto: &canvas)
    }
  }

  private func drawSearch(found: Int, in row: Rectangle, onto canvas: inout Canvas) {
    let note = found == WatchAction.all.count ? "" : "\(found) found"
    TextFieldView(label: "/ ", field: browser.search, note: note, appearance: appearance)
      .draw(in: row, onto: &canvas)
  }

  /// How the selected entry is written and what it does, which its row may have no room for.
  private func drawRemark(
    on action: WatchAction, in row: Rectangle, onto canvas: inout Canvas
  ) {
    let text = ":\(action.usage)  \(action.help)"
    canvas.write(text.shortened(to: row.width), in: row, style: appearance[.dim])
  }

  private func draw(
    _ action: WatchAction, _ columns: Columns, isSelected: Bool, in row: Rectangle,
    onto canvas: inout Canvas
  ) {
    func style(_ role: Theme.Role) -> Style { appearance[isSelected ? .selection : role] }
    let keyText = keys.keyText(of: action).printable(on: appearance)
    canvas.write(isSelected ? ">" : " ", in: row, style: style(.text))
    var end = canvas.write(keyText, in: row.columns(from: 2), style: style(.key)) - row.x
    let nameStart = max(end + 1, min(2 + columns.keys + 2, row.width / 4))
    end = canvas.write(action.name, in: row, column: nameStart, style: style(.title)) - row.x
    let helpStart = max(end + 1, min(2 + columns.keys + columns.name + 4, row.width / 2))
    canvas.write(action.help, in: row, column: helpStart, style: style(.text))
  }
}

/// How wide the columns of the list are.
private struct Columns {
  let keys: Int
  let name: Int
  private let help: Int

  init(_ map: KeyMap) {
    keys = WatchAction.all.map { map.keyText(of: $0).count }.max() ?? 0
    name = WatchAction.all.map(\.name.count).max() ?? 0
    help = WatchAction.all.map(\.help.count).max() ?? 0
  }

  var width: Int { 2 + keys + 2 + name + 2 + help }
}
