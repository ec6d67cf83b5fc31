import Screens
import Terminal
import Testing

struct LessonTests {
  @Test func `pages are turned, not beyond the first and the last`() {
    var lesson = Lesson()
    lesson.turn(by: -1)
    #expect(lesson.index == 0)
    lesson.turn(by: 1)
    #expect(lesson.page == LessonPage.all[1])
    lesson.turn(by: .max)
    #expect(lesson.isAtEnd)
    lesson.turn(by: 1)
    #expect(lesson.index == LessonPage.all.count - 1)
  }

  @Test func `every page fits below the screen at 80x24`() throws {
    for index in LessonPage.all.indices {
      let panel = LessonPanel(
        Lesson(index: index), keyText: { _ in nil }, appearance: try .phosphor(.palette))
      let rows = panel.rows(in: Rectangle(x: 0, y: 16, width: 80, height: 8))
      #expect(rows.needed <= rows.shown, "\(Lesson(index: index).page.title)")
    }
  }

  @Test func `pages have all their parts, in ASCII, and titles of their own`() {
    for page in LessonPage.all {
      for text in [page.title, page.text, page.look, page.attempt] {
        #expect(!text.isEmpty)
        #expect(text.unicodeScalars.allSatisfy { $0.isASCII && $0.value >= 32 }, "\(text)")
      }
    }
    #expect(Set(LessonPage.all.map(\.title)).count == LessonPage.all.count)
  }

  @Test func `a command in braces is shown as its key, or to be typed where it has none`() throws {
    let page = LessonPage(
      "keys", "Text.", look: "There.", attempt: "{play} pauses, then {view real}.")
    var canvas = Canvas(width: 70, height: 5)
    LessonPanel(
      Lesson(pages: [page]), keyText: { $0 == "play" ? "space" : nil },
      appearance: try .phosphor(.palette)
    ).draw(in: canvas.bounds, onto: &canvas)
    #expect(canvas.text.contains("Try: space pauses, then :view real."))
  }

  @Test(
    arguments: [(80, 8), (40, 40), (40, 24), (60, 6), (40, 8)],
    [("blocks", TerminalCapabilities.palette), ("ascii", .ascii)])
  func `a page is shown at every size`(
    size: (width: Int, height: Int), mode: (name: String, capabilities: TerminalCapabilities)
  ) throws {
    let keys = ["play": "space", "lesson-forth": "Enter"]
    var canvas = Canvas(width: size.width, height: size.height)
    LessonPanel(
      Lesson(), hints: [("Enter", "next"), ("Backspace", "back"), ("Esc", "close")],
      keyText: { keys[$0] }, appearance: try .phosphor(mode.capabilities)
    ).draw(in: canvas.bounds, onto: &canvas)
    try expectSnapshot(canvas, named: "lesson-\(size.width)x\(size.height)-\(mode.name)")
  }
}
