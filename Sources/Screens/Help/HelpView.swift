internal import Terminal

/// A box in the middle with all actions that fit what is searched for: keys, the word behind a colon, and
/// what it does; the selected one is behind a `>`.
struct HelpView: Widget {
  let browser: HelpBrowser
  let keys: KeyMap
  let appearance: Appearance

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    let entries = browser.entries(keys)
    let columns = Columns(keys)
    let box = area.middle(width: columns.width + 4, height: WatchAction.all.count + 4)
    canvas.fill(box, with: Cell(" ", appearance[.text]))
    let hasFrame = box.height >= 6 && box.width >= 12
    let inner = hasFrame ? box.inset().columns(from: 1, count: box.width - 4) : box
    if hasFrame {
      Frame(
        title: "help", note: "type to search, Enter does it, Esc closes", focused: false,
        appearance: appearance
      ).draw(in: box, onto: &canvas)
    }
    drawSearch(found: entries.count, in: inner.row(0), onto: &canvas)
    let list = inner.rows(from: hasFrame ? 2 : 1)
    let first = list.firstRow(showing: browser.selected, of: entries.count)
    if hasFrame, entries.indices.contains(browser.selected) {
      drawRemark(on: entries[browser.selected], in: inner.row(1), onto: &canvas)
    }
    for (row, action) in entries.dropFirst(first).prefix(list.height).enumerated() {
      draw(
        action, columns, isSelected: first + row == browser.selected, in: list.row(row),
        onto: &canvas)
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
    if isSelected { canvas.fill(row, with: Cell(" ", appearance[.selection])) }
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
