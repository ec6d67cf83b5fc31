internal import Session
internal import Terminal

/// The knobs, one a row, the selected one behind a `>`; `*` or `pending` is behind what was asked
/// for and has not taken effect yet.
struct KnobsView: Widget {
  let knobs: Knobs?
  let board: KnobBoard
  let appearance: Appearance

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    let hasLongNames = area.width >= 30
    let pending = area.width >= 37 ? " pending" : "*"
    for (row, knob) in Knob.allCases.enumerated() {
      let isSelected = knob == board.selected
      let line = area.row(row)
      if isSelected { canvas.fill(line, with: Cell(" ", appearance[.selection])) }
      func style(_ role: Theme.Role) -> Style { appearance[isSelected ? .selection : role] }
      let name = hasLongNames ? knob.name : knob.shortName
      canvas.write(isSelected ? "> " : "  ", in: line, style: style(.text))
      canvas.write(name, in: line, column: 2, style: style(knob.role))
      let value = line.columns(from: 2 + name.count, count: line.width - 2 - name.count)
      let number = value.columns(from: 0, count: value.width - pending.count)
      canvas.writeRight(text(of: knob), in: number, style: style(.text))
      if board.isPending(knob) {
        canvas.writeRight(pending, in: value, style: style(.warning))
      }
    }
    canvas.write(board.selected.notch, in: area, column: 2, row: 3, style: appearance[.dim])
  }

  private func text(of knob: Knob) -> String {
    guard knobs != nil else { return "-" }
    return board.value(of: knob, in: knobs).map(Knob.text) ?? "none"
  }
}
