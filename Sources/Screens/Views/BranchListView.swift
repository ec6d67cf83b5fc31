internal import Session
internal import Terminal

/// A box in the middle with all branches, one a row: number, name, where it left which other one, how
/// far it is, its last losses, as far as there is room for them; the selected one is behind a `>`, the one that is trained behind a `*`.
struct BranchListView: Widget {
  let lines: [BranchLine]
  let selected: Int
  /// The number of the branch that is trained.
  let present: Int
  let appearance: Appearance

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    let table = table
    let box = area.middle(width: table.width + 4, height: lines.count + 2)
    canvas.fill(box, with: Cell(" ", appearance[.text]))
    let hasFrame = box.height >= 3 && box.width >= 12
    let inner = hasFrame ? box.inset().columns(from: 1, count: box.width - 4) : box
    if hasFrame {
      Frame(
        title: "branches", note: "Enter goes on there, Esc closes", focused: false,
        appearance: appearance
      ).draw(in: box, onto: &canvas)
    }
    let first = inner.firstRow(showing: selected, of: lines.count)
    for (row, cells) in table.rows.dropFirst(first).prefix(inner.height).enumerated() {
      let line = lines[first + row]
      draw(
        cells, of: line, widths: table.widths, isSelected: first + row == selected,
        in: inner.row(row), onto: &canvas)
    }
  }

  private func draw(
    _ cells: [String], of line: BranchLine, widths: [Int], isSelected: Bool, in row: Rectangle,
    onto canvas: inout Canvas
  ) {
    if isSelected { canvas.fill(row, with: Cell(" ", appearance[.selection])) }
    let mark = isSelected ? ">" : line.branch.number == present ? "*" : " "
    canvas.write(mark, in: row, style: appearance[isSelected ? .selection : .text])
    var column = 2
    for (index, (text, width)) in zip(cells, widths).enumerated() {
      guard column < row.width else { return }
      // A column that has no room as a whole would be misread, but for a name.
      guard index < 2 || column + width <= row.width else { return }
      let role: Theme.Role = index < 2 ? .branch(line.branch.number) : .text
      let room = row.columns(from: column, count: width)
      canvas.write(
        text.shortened(to: room.width), in: room, style: appearance[isSelected ? .selection : role])
      column += width + 2
    }
  }

  private typealias Table = (rows: [[String]], widths: [Int], width: Int)

  private var table: Table {
    let rows = lines.map { line in
      [
        "\(line.branch.number)", line.branch.name.printable(on: appearance).shortened(to: 24),
        origin(of: line), progress(of: line), losses(of: line),
      ]
    }
    let widths = (0..<5).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return (rows, widths, widths.reduce(2 + 2 * 4, +))
  }

  private func origin(of line: BranchLine) -> String {
    guard let origin = line.branch.origin else { return "" }
    let parent = lines.first { $0.branch.number == origin.branch }?.branch.name ?? "?"
    return "left \(parent.printable(on: appearance).shortened(to: 12)) at \(origin.step)"
  }

  private func progress(of line: BranchLine) -> String {
    "epoch \(line.metrics.last?.epoch ?? 0), batch \(line.step)"
  }

  private func losses(of line: BranchLine) -> String {
    let last = line.metrics.last
    let (first, second) = (
      NumberText.loss(last?.discriminatorLoss), NumberText.loss(last?.generatorLoss)
    )
    return "D \(first.leftPadded(to: 6))  G \(second.leftPadded(to: 6))"
  }
}
