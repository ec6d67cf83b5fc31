extension Canvas {
  /// The rows as lines of text in which escape sequences of ECMA-48 (select graphic rendition) set the
  /// styles, to be printed rather than painted.
  ///
  /// Each line ends in the terminal's own style, without blanks behind what is to be seen; where all
  /// styles are plain there are no escape sequences.
  package var styledText: String {
    (0..<height).map(styledRow).joined(separator: "\n")
  }

  private func styledRow(_ y: Int) -> String {
    let end = (0..<width).last { self[$0, y] != Cell() }.map { $0 + 1 } ?? 0
    var text = ""
    var style = Style.plain
    for x in 0..<end {
      let cell = self[x, y]
      if cell.style != style { text += cell.style.escapeSequence }
      style = cell.style
      text.append(cell.character)
    }
    return style == .plain ? text : text + Style.plain.escapeSequence
  }
}

extension Style {
  /// What sets this style, whatever was set before.
  var escapeSequence: String {
    var parameters = ["0"]
    if attributes.contains(.bold) { parameters.append("1") }
    if attributes.contains(.dim) { parameters.append("2") }
    if attributes.contains(.underline) { parameters.append("4") }
    if attributes.contains(.reverse) { parameters.append("7") }
    parameters += foreground.parameters(base: 30) + background.parameters(base: 40)
    return "\u{1B}[\(parameters.joined(separator: ";"))m"
  }
}

extension Color {
  /// - Parameter base: 30 for the foreground, 40 for the background.
  fileprivate func parameters(base: Int) -> [String] {
    switch self {
    case .standard: []
    case .palette(let index) where index < 8: ["\(base + Int(index))"]
    case .palette(let index) where index < 16: ["\(base + 52 + Int(index))"]
    case .palette(let index): ["\(base + 8)", "5", "\(index)"]
    }
  }
}
