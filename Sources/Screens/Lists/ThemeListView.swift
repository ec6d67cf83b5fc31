internal import Terminal

/// A box at the right border with the names of the themes, so that the screen behind it shows the
/// selected one.
struct ThemeListView {
  let themes: [String]
  let box: ListBox
  let appearance: Appearance

  static func shape(_ themes: [String]) -> ListBox.Shape {
    ListBox.Shape(
      width: (themes.map(\.count).max() ?? 0) + 4, entries: themes.count, isInCorner: true)
  }

  func draw(onto canvas: inout Canvas) {
    box.draw(title: "themes", appearance, onto: &canvas) { index, row, canvas in
      let isSelected = index == box.selected
      canvas.write(
        (isSelected ? "> " : "  ") + themes[index].printable(on: appearance), in: row,
        style: appearance[isSelected ? .selection : .text])
    }
  }
}
