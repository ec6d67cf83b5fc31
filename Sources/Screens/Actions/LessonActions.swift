internal import Terminal

extension WatchAction {
  /// The guided tour.
  static let lesson: [WatchAction] = [
    WatchAction(
      "lesson", "[PAGE]", [.character("i")], in: .lesson,
      help: "a lesson on what is to be seen here; again, without it",
      completions: { arguments, _ in
        arguments.isEmpty ? LessonPage.all.indices.map { "\($0 + 1)" } : []
      },
      check: { arguments, _ throws(PromptError) in
        if !arguments.isEmpty { _ = try LessonPage.index(named: arguments) }
      },
      perform: { screen, arguments throws(PromptError) in
        arguments.isEmpty
          ? screen.toggleLesson() : try screen.openLesson(atPage: arguments)
      }),
    WatchAction(
      "lesson-forth", [.enter], in: .lesson, only: .lesson, help: "lesson: read on"
    ) { $0.turnLesson(by: 1) },
    WatchAction(
      "lesson-back", [.backspace], in: .lesson, only: .lesson, help: "lesson: the page before"
    ) { $0.turnLesson(by: -1) },
  ]
}
