internal import Session
internal import Terminal

extension WatchScreen {
  /// Opens the lesson where it was left, or closes it.
  mutating func toggleLesson() -> [Effect] {
    guard lesson == nil else { return closeLesson() }
    lesson = Lesson(index: lessonIndex)
    return openPage()
  }

  /// Opens a page by its number, counted from 1.
  mutating func openLesson(atPage words: [String]) throws(PromptError) -> [Effect] {
    lesson = Lesson(index: try LessonPage.index(named: words))
    return openPage()
  }

  mutating func closeLesson() -> [Effect] {
    lesson = nil
    return []
  }

  /// Turns to the next page or the one before; first the rest of a page is shown that is cut off.
  mutating func turnLesson(by count: Int) -> [Effect] {
    guard var lesson else { return toggleLesson() }
    if count > 0, readsOn(&lesson) {
      self.lesson = lesson
      return []
    }
    guard count < 0 || !lesson.isAtEnd else {
      let key = keyText(of: "lesson") ?? ":lesson"
      return answer("that was the last page; \(key) closes the lesson")
    }
    lesson.turn(by: count)
    self.lesson = lesson
    return openPage()
  }

  private func readsOn(_ lesson: inout Lesson) -> Bool {
    let rows = LessonPanel(
      lesson, on: LessonSubject(snapshot.run), hints: lessonHints, keyText: keyText,
      appearance: Appearance(
        theme: .plain, capabilities: TerminalCapabilities(colors: .monochrome, glyphs: .ascii))
    ).rows(in: layout.lesson)
    return lesson.readOn(shown: rows.shown, of: rows.needed)
  }

  /// Shows what the open page is about, where that had to wait for the training to begin.
  mutating func goOnWithLesson(since phase: TrainingPhase) -> [Effect] {
    guard lesson != nil, case .preparing = phase else { return [] }
    if case .preparing = snapshot.phase { return [] }
    return openPage()
  }

  /// Shows what the open page is about.
  private mutating func openPage() -> [Effect] {
    guard let lesson else { return [] }
    lessonIndex = lesson.index
    var effects: [Effect] = []
    for line in lesson.page.commands {
      // What cannot be shown now, as before the training has begun, leaves the page as it is.
      effects += (try? perform(line: line)) ?? []
    }
    notice = nil
    return effects
  }

  /// The key of a command line, or nil where it has none and is to be typed.
  private func keyText(of line: String) -> String? {
    guard let action = WatchAction.named(line) else { return nil }
    return keyMap.keys(of: action).first?.label
  }

  private var lessonHints: [(keys: String, label: String)] {
    let all = [("lesson-forth", "next"), ("lesson-back", "back"), ("lesson", "close")]
    return all.compactMap { name, label in keyText(of: name).map { ($0, label) } }
  }

  func drawLesson(in area: Rectangle, onto canvas: inout Canvas, _ appearance: Appearance) {
    guard let lesson else { return }
    LessonPanel(
      lesson, on: LessonSubject(snapshot.run), hints: lessonHints, keyText: keyText,
      appearance: appearance
    ).draw(in: area, onto: &canvas)
  }
}
