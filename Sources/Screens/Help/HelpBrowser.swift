internal import Terminal

/// The help while it is open: what is searched for, and which entry is selected.
struct HelpBrowser: Sendable, Equatable {
  private(set) var search = TextField(
    text: "", allowed: Set((33..<127).map { Character(UnicodeScalar($0)) } + [" "]), limit: 40)
  private(set) var selected = 0

  /// The actions that fit what is searched for: each of its words is in what is said of them, or one of
  /// their keywords.
  ///
  /// That of this very name comes first.
  func entries(_ keys: KeyMap) -> [WatchAction] {
    let query = search.text.lowercased()
    let words = query.split(separator: " ")
    let found = WatchAction.all.filter { action in
      let text = [action.usage, keys.keyText(of: action), action.help, action.keywords]
        .joined(separator: " ").lowercased()
      return words.allSatisfy { text.contains($0) }
    }
    return found.filter { $0.name == query } + found.filter { $0.name != query }
  }

  mutating func select(_ index: Int, among count: Int) {
    selected = max(0, min(count - 1, index))
  }

  mutating func type(_ key: Key) {
    let before = search
    search.type(key)
    if search != before { selected = 0 }
  }
}

extension WatchScreen {
  mutating func showHelp() -> [Effect] {
    mode = .help(HelpBrowser())
    return []
  }

  /// Takes a key while the help is open: it searches, and Enter does what is selected.
  mutating func readHelp(_ key: Key, _ browser: HelpBrowser) -> [Effect] {
    var browser = browser
    let entries = browser.entries(keyMap)
    switch key {
    case .escape, .character("?"), .function(1):
      mode = .watching
      return []
    case .enter:
      guard entries.indices.contains(browser.selected) else { return [] }
      mode = .watching
      return press(entries[browser.selected])
    default:
      let target = key.selection(from: browser.selected, among: entries.count, letters: false)
      if let target { browser.select(target, among: entries.count) } else { browser.type(key) }
    }
    mode = .help(browser)
    return []
  }
}
