internal import Configuration
internal import Terminal

/// The list of themes while it is open.
struct ThemeChoice: Sendable, Equatable {
  var selected: Int
  /// The theme to go back to.
  let before: String
}

extension WatchScreen {
  mutating func openThemes() -> [Effect] {
    guard !themes.isEmpty else { return answer("there are no themes to choose from here") }
    mode = .choosingTheme(
      ThemeChoice(selected: themes.firstIndex(of: themeName) ?? 0, before: themeName))
    return []
  }

  mutating func chooseTheme(named words: [String]) throws(PromptError) -> [Effect] {
    guard let name = words.first, words.count == 1 else {
      throw PromptError("which theme? theme NAME")
    }
    guard themes.contains(name) || name.hasSuffix(".theme") else {
      throw PromptError("no theme '\(name)'; \(knownWords(themes, nearestTo: name))")
    }
    return show(theme: name)
  }

  /// Takes a key while the list is open; each theme is shown as it is selected.
  mutating func chooseTheme(_ key: Key, _ choice: ThemeChoice) -> [Effect] {
    func neighbour(by offset: Int) -> Int { themes.index(choice.selected, movedBy: offset) }
    switch key {
    case .up, .character("k"), .backTab: return preview(neighbour(by: -1), choice)
    case .down, .character("j"), .tab, .character("t"): return preview(neighbour(by: 1), choice)
    case .pageUp, .home, .character("g"): return preview(0, choice)
    case .pageDown, .end, .character("G"): return preview(themes.count - 1, choice)
    case .enter:
      mode = .watching
      return []
    case .escape, .character("q"):
      mode = .watching
      return show(theme: choice.before)
    default:
      return []
    }
  }

  private mutating func preview(_ index: Int, _ choice: ThemeChoice) -> [Effect] {
    mode = .choosingTheme(ThemeChoice(selected: index, before: choice.before))
    return show(theme: themes[index])
  }

  private mutating func show(theme name: String) -> [Effect] {
    themeName = name
    return [.changeAppearance(.theme(name))]
  }
}

/// A box at the right border with the names of the themes, so that the screen behind it shows the
/// selected one.
struct ThemeListView: Widget {
  let themes: [String]
  let selected: Int
  let appearance: Appearance

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    let width = min(area.width, (themes.map(\.count).max() ?? 0) + 8)
    let height = min(area.height, themes.count + 2)
    let box = Rectangle(x: area.maxX - width, y: area.y, width: width, height: height)
    canvas.fill(box, with: Cell(" ", appearance[.text]))
    let hasFrame = box.height >= 3 && box.width >= 8
    if hasFrame { Frame(title: "themes", appearance: appearance).draw(in: box, onto: &canvas) }
    let inner = hasFrame ? box.inset() : box
    let first = inner.firstRow(showing: selected, of: themes.count)
    for (row, name) in themes.dropFirst(first).prefix(inner.height).enumerated() {
      let isSelected = first + row == selected
      let line = inner.row(row)
      if isSelected { canvas.fill(line, with: Cell(" ", appearance[.selection])) }
      canvas.write(
        (isSelected ? "> " : "  ") + name.printable(on: appearance), in: line,
        style: appearance[isSelected ? .selection : .text])
    }
  }
}
