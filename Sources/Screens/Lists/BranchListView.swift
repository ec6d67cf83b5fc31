internal import Session
internal import Terminal

/// A box in the middle with all branches, one a row: number, name, where it left which other one, how
/// far it is, its last losses, as far as there is room for them; the selected one is behind a `>`, the one
/// that is trained behind a `*`.
struct BranchListView {
  let lines: [BranchLine]
  /// The number of the branch that is trained.
  let present: Int
  let box: ListBox
  let appearance: Appearance

  static func shape(_ lines: [BranchLine]) -> ListBox.Shape {
    ListBox.Shape(width: Table(lines).width, entries: lines.count)
  }

  func draw(onto canvas: inout Canvas) {
    let table = Table(lines)
    box.draw(title: "branches", note: "Enter goes on there, Esc closes", appearance, onto: &canvas)
    {
      index, row, canvas in
      draw(
        table.rows[index], of: lines[index], widths: table.widths,
        isSelected: index == box.selected, in: row, onto: &canvas)
    }
  }

  private func draw(
    _ cells: [String], of line: BranchLine, widths: [Int], isSelected: Bool, in row: Rectangle,
    onto canvas: inout Canvas
  ) {
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
        text.printable(on: appearance).shortened(to: room.width), in: room,
        style: appearance[isSelected ? .selection : role])
      column += width + 2
    }
  }
}

/// What the list says, and how wide its columns are.
private struct Table {
  let rows: [[String]]
  let widths: [Int]

  var width: Int { widths.reduce(2 + 2 * 4, +) }

  init(_ lines: [BranchLine]) {
    rows = lines.map { line in
      [
        "\(line.branch.number)", line.branch.name.shortened(to: 24),
        Self.origin(of: line, among: lines), Self.progress(of: line), Self.losses(of: line),
      ]
    }
    widths = (0..<5).map { [rows] column in rows.map { $0[column].count }.max() ?? 0 }
  }

  private static func origin(of line: BranchLine, among lines: [BranchLine]) -> String {
    guard let origin = line.branch.origin else { return "" }
    let parent = lines.first { $0.branch.number == origin.branch }?.branch.name ?? "?"
    return "left \(parent.shortened(to: 12)) at \(origin.step)"
  }

  private static func progress(of line: BranchLine) -> String {
    "epoch \(line.metrics.last?.epoch ?? 0), batch \(line.step)"
  }

  private static func losses(of line: BranchLine) -> String {
    let last = line.metrics.last
    let (first, second) = (
      NumberText.loss(last?.discriminatorLoss), NumberText.loss(last?.generatorLoss)
    )
    return "D \(first.leftPadded(to: 6))  G \(second.leftPadded(to: 6))"
  }
}
