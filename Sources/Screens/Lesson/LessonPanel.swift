package import Terminal

/// A page of the lesson: below the screen a rule with its title and the texts in full width, or in a
/// higher area a box.
package struct LessonPanel: Widget {
  private let lesson: Lesson
  private let hints: [(keys: String, label: String)]
  private let text: LessonText
  private let appearance: Appearance

  /// From this height on it is a box.
  private static let boxHeight = 16

  /// - Parameters:
  ///   - subject: what is trained.
  ///   - hints: the keys that turn pages.
  ///   - keyText: the key of a command line, or nil where it has none and is to be typed.
  package init(
    _ lesson: Lesson, on subject: LessonSubject = LessonSubject(),
    hints: [(keys: String, label: String)] = [],
    keyText: (String) -> String?, appearance: Appearance
  ) {
    self.lesson = lesson
    self.hints = hints
    text = LessonText(lesson.page, on: subject, keyText: keyText)
    self.appearance = appearance
  }

  package func draw(in area: Rectangle, onto canvas: inout Canvas) {
    guard !area.isEmpty else { return }
    canvas.fill(area, with: Cell(" ", appearance[.text]))
    let place = Self.textArea(in: area, title: lesson.page.title, hints: hints.count)
    let rest = lines(in: area).dropFirst(lesson.offset)
    let hasMore = rest.count > place.height
    if area.height < Self.boxHeight {
      drawRule(in: area.row(0), hasMore: hasMore, onto: &canvas)
    } else {
      drawBox(in: area, hasMore: hasMore, onto: &canvas)
    }
    for (row, line) in rest.prefix(place.height).enumerated() {
      var column = 0
      for word in line {
        let end = canvas.write(
          word.text, in: place, column: column, row: row, style: style(of: word))
        column = end + 1 - place.x
      }
    }
  }

  /// The rows that the page's texts need and have in an area.
  package func rows(in area: Rectangle) -> (needed: Int, shown: Int) {
    let place = Self.textArea(in: area, title: lesson.page.title, hints: hints.count)
    return (lines(in: area).count, place.height)
  }

  private func lines(in area: Rectangle) -> [[LessonText.Word]] {
    let place = Self.textArea(in: area, title: lesson.page.title, hints: hints.count)
    let isBox = area.height >= Self.boxHeight
    return text.lines(width: place.width, rows: isBox ? place.height : 0)
  }

  private static func textArea(in area: Rectangle, title: String, hints: Int) -> Rectangle {
    guard area.height >= boxHeight else {
      // A column is left free at each side where there is room.
      let margin = area.width >= 60 ? 1 : 0
      return area.rows(from: 1).columns(from: margin, count: area.width - 2 * margin)
    }
    let inner = boxContent(of: area)
    let head = title.wrapped(to: inner.width).count + 1
    return inner.rows(from: head, count: inner.height - head - (hints > 0 ? hints + 1 : 0))
  }

  private static func boxContent(of area: Rectangle) -> Rectangle {
    area.inset().columns(from: 1, count: area.width - 4)
  }

  private func style(of word: LessonText.Word) -> Style {
    switch word.kind {
    case .plain: appearance[.text]
    case .label: appearance[.title]
    case .key: appearance[.key]
    }
  }

  private var place: String { "lesson \(lesson.index + 1)/\(lesson.pages.count)" }

  /// The hints, of which the first one reads on; at the end of the last page it does nothing.
  private func shownHints(hasMore: Bool) -> [(keys: String, label: String)] {
    guard let first = hints.first else { return [] }
    if hasMore { return [(first.keys, "more")] + hints.dropFirst() }
    return lesson.isAtEnd ? Array(hints.dropFirst()) : hints
  }

  private func drawBox(in area: Rectangle, hasMore: Bool, onto canvas: inout Canvas) {
    Frame(title: place, appearance: appearance).draw(in: area, onto: &canvas)
    let inner = Self.boxContent(of: area)
    for (row, line) in lesson.page.title.wrapped(to: inner.width).enumerated() {
      canvas.write(line, in: inner, row: row, style: appearance[.title])
    }
    let shown = shownHints(hasMore: hasMore)
    for (row, hint) in shown.enumerated() {
      KeyHints([hint], appearance: appearance)
        .draw(in: inner.row(inner.height - shown.count + row), onto: &canvas)
    }
  }

  /// - Parameter hasMore: whether lines of the page are left out.
  private func drawRule(in row: Rectangle, hasMore: Bool, onto canvas: inout Canvas) {
    canvas.fill(row, with: Cell(appearance.unicode ? "─" : "-", appearance[.border]))
    let title = " \(place): \(lesson.page.title) "
    // The way out is named first, then how to read on; a long title gives way to the former.
    var shown = shownHints(hasMore: hasMore)
    func width() -> Int { shown.map { $0.keys.count + $0.label.count + 3 }.reduce(0, +) }
    while shown.count > 1, title.count + width() + 2 > row.width {
      shown.remove(at: shown.count - 2)
    }
    let room = row.width - width() - 2
    canvas.write(
      title.count <= room ? title : title.shortened(to: max(0, room)), in: row, column: 1,
      style: appearance[.title])
    guard !shown.isEmpty else {
      if hasMore { canvas.writeRight(" ... ", in: row, style: appearance[.warning]) }
      return
    }
    let place = row.columns(from: row.width - width() - 1, count: width())
    canvas.fill(place, with: Cell(" ", appearance[.text]))
    KeyHints(shown, appearance: appearance).draw(in: place.columns(from: 1), onto: &canvas)
  }
}
