internal import Session
internal import Terminal

/// The knobs, one a row, the selected one behind a `>`; `*` or `pending` is behind what was asked
/// for and has not taken effect yet.
///
/// Where there are more knobs than rows they scroll, with `:` before the rows beyond which there are
/// more.
struct KnobsView: Widget {
  let board: KnobBoard
  /// Whether the run has told its knobs yet.
  let isKnown: Bool
  let appearance: Appearance

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    let hasNotchRow = Self.hasNotchRow(rows: area.height)
    let rows = area.rows(from: 0, count: hasNotchRow ? area.height - 1 : area.height)
    let visible = Self.visibleRange(of: board, rows: rows.height)
    for (row, index) in visible.enumerated() {
      draw(board.knobs[index], in: rows.row(row), onto: &canvas)
      if index != board.selectedIndex, let mark = scrollMark(at: index, of: visible) {
        canvas.write(mark, in: rows, row: row, style: appearance[.dim])
      }
    }
    guard hasNotchRow else { return }
    canvas.write(
      board.selected.notchText, in: area, column: 2, row: visible.count, style: appearance[.dim])
  }

  /// The knob that stands in a row of an area of some height, or nil for none.
  static func knob(atRow row: Int, of board: KnobBoard, rows: Int) -> Int? {
    let visible = visibleRange(of: board, rows: hasNotchRow(rows: rows) ? rows - 1 : rows)
    return row >= 0 && row < visible.count ? visible.lowerBound + row : nil
  }

  private static func hasNotchRow(rows: Int) -> Bool { rows > 3 }

  /// Which of the knobs are to be seen: the selected one in the middle, as far as there are others.
  private static func visibleRange(of board: KnobBoard, rows: Int) -> Range<Int> {
    let count = board.knobs.count
    let shown = min(rows, count)
    let first = min(max(0, board.selectedIndex - shown / 2), count - shown)
    return first..<first + shown
  }

  private func scrollMark(at index: Int, of visible: Range<Int>) -> String? {
    if index == visible.lowerBound, index > 0 { return ":" }
    if index == visible.upperBound - 1, index < board.knobs.count - 1 { return ":" }
    return nil
  }

  private func draw(_ knob: Knob, in line: Rectangle, onto canvas: inout Canvas) {
    let isSelected = knob.setting == board.selected.setting
    func style(_ role: Theme.Role) -> Style { appearance[isSelected ? .selection : role] }
    if isSelected { canvas.fill(line, with: Cell(" ", appearance[.selection])) }
    canvas.write(isSelected ? "> " : "  ", in: line, style: style(.text))

    let pending = line.width >= 37 ? " pending" : "*"
    let number = text(of: knob)
    let room = line.columns(from: 2, count: line.width - 2 - pending.count)
    let name = (line.width >= 30 ? knob.name : knob.shortName).printable(on: appearance)
    canvas.write(
      name, in: room.columns(from: 0, count: room.width - number.count - 1),
      style: style(knob.role))
    canvas.writeRight(number, in: room, style: style(.text))
    if board.isPending(knob) { canvas.writeRight(pending, in: line, style: style(.warning)) }
  }

  private func text(of knob: Knob) -> String {
    guard isKnown else { return "-" }
    return board.value(of: knob).map(Knob.text) ?? "none"
  }
}

extension WatchScreen {
  func knobsView(_ appearance: Appearance) -> KnobsView {
    KnobsView(board: board, isKnown: snapshot.knobs != nil, appearance: appearance)
  }

  /// What the frame around the knobs says besides its title.
  var knobsNote: String { board.isAnyPending ? "* pending" : "" }
}
