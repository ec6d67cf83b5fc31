/// The guided tour of the live screen: which of its pages is open.
package struct Lesson: Sendable, Equatable {
  package let pages: [LessonPage]
  package private(set) var index: Int
  /// How many lines of the page have been read on a screen that has no room for all.
  package private(set) var offset = 0

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
    offset = 0
  }

  /// Reads on where the page has more lines than are shown.
  ///
  /// - Returns: false where it has not, so that the page is to be turned.
  package mutating func readOn(shown: Int, of lines: Int) -> Bool {
    guard shown > 0, offset + shown < lines else { return false }
    offset += shown
    return true
  }
}
