package import Terminal

/// A page of the lesson below the screen: a rule with its title, then its texts in full width.
package struct LessonPanel: Widget {
  private let lesson: Lesson
  private let hints: [(keys: String, label: String)]
  private let keyText: (String) -> String?
  private let appearance: Appearance

  /// - Parameters:
  ///   - hints: the keys that turn pages.
  ///   - keyText: the key of a command line, or nil where it has none and is to be typed.
  package init(
    _ lesson: Lesson, hints: [(keys: String, label: String)] = [],
    keyText: @escaping (String) -> String?, appearance: Appearance
  ) {
    self.lesson = lesson
    self.hints = hints
    self.keyText = keyText
    self.appearance = appearance
  }

  /// The rows that the page takes in full.
  package func height(width: Int) -> Int {
    1 + lines(width: Self.textWidth(in: width)).count
  }

  package func draw(in area: Rectangle, onto canvas: inout Canvas) {
    guard !area.isEmpty else { return }
    canvas.fill(area, with: Cell(" ", appearance[.text]))
    drawRule(in: area.row(0), onto: &canvas)
    let width = Self.textWidth(in: area.width)
    let text = area.rows(from: 1).columns(from: (area.width - width) / 2, count: width)
    let lines = lines(width: width)
    for (row, line) in lines.prefix(text.height).enumerated() {
      var column = 0
      for word in line {
        column = canvas.write(word.text, in: text, column: column, row: row, style: word.style)
        column += 1 - text.x
      }
    }
    if lines.count > text.height {
      canvas.writeRight(" ...", in: text, row: text.height - 1, style: appearance[.warning])
    }
  }

  /// A column is left free at each side where there is room.
  private static func textWidth(in width: Int) -> Int { width >= 60 ? width - 2 : width }

  private func drawRule(in row: Rectangle, onto canvas: inout Canvas) {
    canvas.fill(row, with: Cell(appearance.unicode ? "─" : "-", appearance[.border]))
    let title = " lesson \(lesson.index + 1)/\(lesson.pages.count): \(lesson.page.title) "
    let end = canvas.write(title, in: row, column: 1, style: appearance[.title])
    // The first hints that fit, at the right end.
    var shown = hints
    func width() -> Int { shown.map { $0.keys.count + $0.label.count + 3 }.reduce(0, +) }
    while !shown.isEmpty, end + width() + 1 > row.maxX { shown.removeLast() }
    guard !shown.isEmpty else { return }
    let place = row.columns(from: row.width - width() - 1, count: width())
    canvas.fill(place, with: Cell(" ", appearance[.text]))
    KeyHints(shown, appearance: appearance).draw(in: place.columns(from: 1), onto: &canvas)
  }
}

// MARK: - Words

extension LessonPanel {
  private struct Word {
    let text: String
    let style: Style
  }

  /// The page's texts, each beginning a line.
  private func lines(width: Int) -> [[Word]] {
    let page = lesson.page
    return [("", page.text), ("Look:", page.look), ("Try:", page.attempt)].flatMap { label, text in
      let start = label.isEmpty ? [] : [Word(text: label, style: appearance[.title])]
      return Self.wrapped(text.isEmpty ? [] : start + words(of: text), to: width)
    }
  }

  /// The words of a text; a command line in braces is one word, the name of its key.
  private func words(of text: String) -> [Word] {
    var words: [Word] = []
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let command = String(rest[rest.index(after: open)..<close])
      words += plainWords(of: rest[..<open])
      rest = rest[rest.index(after: close)...]
      // A full stop or a comma stays with its word.
      let tail = rest.prefix { $0 != " " }
      rest = rest.dropFirst(tail.count)
      words.append(
        Word(text: (keyText(command) ?? ":\(command)") + tail, style: appearance[.key]))
    }
    return words + plainWords(of: rest)
  }

  private func plainWords(of text: Substring) -> [Word] {
    text.split(separator: " ").map { Word(text: String($0), style: appearance[.text]) }
  }

  private static func wrapped(_ words: [Word], to width: Int) -> [[Word]] {
    var lines: [[Word]] = []
    var column = 0
    for word in words {
      if lines.isEmpty || column + word.text.count > width {
        lines.append([])
        column = 0
      }
      lines[lines.count - 1].append(word)
      column += word.text.count + 1
    }
    return lines
  }
}
