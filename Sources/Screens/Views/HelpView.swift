internal import Terminal

/// A box in the middle with all actions, in as many columns as fit.
struct HelpView: Widget {
  let actions: [WatchAction]
  let scroll: Int
  let appearance: Appearance

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    let keyWidth = actions.map(\.keyText.count).max() ?? 0
    let entryWidth = keyWidth + 2 + (actions.map(\.help.count).max() ?? 0)
    let box = area.middle(width: entryWidth + 4, height: actions.count + 2)
    canvas.fill(box, with: Cell(" ", appearance[.text]))
    let hasFrame = box.height >= 4 && box.width >= 12
    let inner = hasFrame ? box.inset().columns(from: 1, count: box.width - 4) : box
    if hasFrame {
      let note = inner.height < actions.count ? "Up Down scroll, Esc closes" : "Esc closes"
      Frame(title: "keys", note: note, focused: false, appearance: appearance)
        .draw(in: box, onto: &canvas)
    }
    let first = min(scroll, max(0, actions.count - inner.height))
    for (row, action) in actions.dropFirst(first).prefix(inner.height).enumerated() {
      let line = inner.row(row)
      canvas.write(action.keyText, in: line, style: appearance[.key])
      let column = min(keyWidth + 2, max(action.keyText.count + 1, line.width / 3))
      canvas.write(action.help, in: line, column: column, style: appearance[.text])
    }
  }
}
