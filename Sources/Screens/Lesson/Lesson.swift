/// The guided tour of the live screen: which of its pages is open.
package struct Lesson: Sendable, Equatable {
  package let pages: [LessonPage]
  package private(set) var index: Int

  /// - Parameter index: the page to be opened, counted from 0; the nearest that there is.
  package init(pages: [LessonPage] = LessonPage.all, index: Int = 0) {
    precondition(!pages.isEmpty, "a lesson has pages")
    self.pages = pages
    self.index = min(pages.count - 1, max(0, index))
  }

  package var page: LessonPage { pages[index] }

  package var isAtEnd: Bool { index == pages.count - 1 }

  /// Turns some pages on, or back where it is negative, as far as there are any.
  package mutating func turn(by count: Int) {
    let last = pages.count - 1
    index = min(last, max(0, index + min(last, max(-last, count))))
  }
}
