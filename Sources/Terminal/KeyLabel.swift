extension Key {
  /// The name of the key in hints and help.
  package var label: String {
    switch self {
    case .character(" "): "space"
    case .character(let character): String(character)
    case .control(let letter): "Ctrl-" + letter.uppercased()
    case .function(let number): "F\(number)"
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .backspace: "Backspace"
    case .delete: "Delete"
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PageUp"
    case .pageDown: "PageDown"
    }
  }
}

extension Key {
  /// The key of a name as hints and help write it; names in any case, a character as it is.
  package init?(label: String) {
    if label.count == 1, let character = label.first, character != " " {
      self = .character(character)
      return
    }
    let word = label.lowercased()
    if let key = Self.named[word] {
      self = key
    } else if word.hasPrefix("ctrl-"), word.count == 6, let letter = word.last {
      self = .control(letter)
    } else if word.hasPrefix("f"), let number = Int(word.dropFirst()), (1...24).contains(number) {
      self = .function(number)
    } else {
      return nil
    }
  }

  private static let named: [String: Key] = {
    let keys: [Key] = [
      .character(" "), .enter, .escape, .tab, .backTab, .backspace, .delete, .up, .down, .left,
      .right, .home, .end, .pageUp, .pageDown,
    ]
    return Dictionary(uniqueKeysWithValues: keys.map { ($0.label.lowercased(), $0) })
  }()
}
