internal import Session
internal import Terminal

extension WatchScreen {
  /// Where the list stands that is open, if any is.
  func listBox(in area: Rectangle) -> ListBox? {
    func box(_ shape: ListBox.Shape, count: Int, selected: Int) -> ListBox {
      ListBox(shape, in: area, count: count, selected: selected, start: listStart)
    }
    switch mode {
    case .help(let browser):
      return box(
        HelpView.shape(keyMap), count: browser.entries(keyMap).count, selected: browser.selected)
    case .choosing(let index):
      return box(ChooserView.shape(library), count: library.recipes.count, selected: index)
    case .branches(let index):
      let lines = snapshot.lines
      return box(BranchListView.shape(lines), count: lines.count, selected: index)
    case .choosingTheme(let choice):
      return box(ThemeListView.shape(themes), count: themes.count, selected: choice.selected)
    case .watching, .typing, .confirmingQuit, .prompting, .naming:
      return nil
    }
  }

  /// Draws the list that is open in front of everything else.
  func drawList(onto canvas: inout Canvas, _ appearance: Appearance) {
    guard let box = listBox(in: canvas.bounds) else { return }
    switch mode {
    case .help(let browser):
      HelpView(browser: browser, keys: keyMap, box: box, appearance: appearance)
        .draw(onto: &canvas)
    case .choosing:
      ChooserView(
        library: library, running: isOver ? nil : snapshot.run?.recipe, box: box,
        appearance: appearance
      ).draw(onto: &canvas)
    case .branches:
      BranchListView(
        lines: snapshot.lines, present: snapshot.line.branch.number, box: box,
        appearance: appearance
      ).draw(onto: &canvas)
    case .choosingTheme:
      ThemeListView(themes: themes, box: box, appearance: appearance).draw(onto: &canvas)
    case .watching, .typing, .confirmingQuit, .prompting, .naming:
      break
    }
  }

  /// Takes what was done with the mouse while a list is open: a press selects an entry, a press on the
  /// selected one chooses it, and the wheel moves as keys do.
  mutating func pointAtList(_ event: MouseEvent) -> [Effect] {
    switch event.kind {
    case .wheelUp: return press(.up)
    case .wheelDown: return press(.down)
    case .drag, .release: return []
    case .press:
      let area = Rectangle(x: 0, y: 0, width: size.width, height: size.height)
      guard let box = listBox(in: area), let entry = box.entry(atX: event.x, y: event.y) else {
        return []
      }
      // What is under the mouse stays there, or a second click would choose another entry.
      listStart = box.first
      return entry == box.selected ? press(.enter) : select(entry)
    }
  }

  private mutating func select(_ entry: Int) -> [Effect] {
    switch mode {
    case .help(var browser):
      browser.select(entry, among: browser.entries(keyMap).count)
      mode = .help(browser)
    case .choosing: mode = .choosing(entry)
    case .branches: mode = .branches(entry)
    case .choosingTheme(let choice): return preview(entry, choice)
    case .watching, .typing, .confirmingQuit, .prompting, .naming: break
    }
    return []
  }
}
