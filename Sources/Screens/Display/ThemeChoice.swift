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
    show(theme: words.joined())
  }

  /// - Throws: that some words name no theme.
  func checkTheme(named words: [String]) throws(PromptError) {
    guard let name = words.first, words.count == 1 else {
      throw PromptError("which theme? theme NAME")
    }
    guard themes.contains(name) || name.hasSuffix(".theme") else {
      throw PromptError("no theme '\(name)'; \(knownWords(themes, nearestTo: name))")
    }
  }

  /// Takes a key while the list is open; each theme is shown as it is selected.
  mutating func chooseTheme(_ key: Key, _ choice: ThemeChoice) -> [Effect] {
    func neighbour(by offset: Int) -> Int { themes.index(choice.selected, movedBy: offset) }
    switch key {
    case .up, .character("k"), .backTab: return preview(neighbour(by: -1), choice)
    case .down, .character("j"), .tab, .character("t"): return preview(neighbour(by: 1), choice)
    case .enter:
      mode = .watching
      guard themeName != choice.before else { return [] }
      // Settings are the user's own: no key writes into their files.
      return answer("for this session; theme = \"\(themeName)\" in config.toml keeps it")
    case .escape, .character("q"):
      mode = .watching
      return show(theme: choice.before)
    default:
      let target = key.selection(from: choice.selected, among: themes.count)
      return target.map { preview($0, choice) } ?? []
    }
  }

  mutating func preview(_ index: Int, _ choice: ThemeChoice) -> [Effect] {
    mode = .choosingTheme(ThemeChoice(selected: index, before: choice.before))
    return show(theme: themes[index])
  }

  private mutating func show(theme name: String) -> [Effect] {
    themeName = name
    return [.changeAppearance(.theme(name))]
  }
}
