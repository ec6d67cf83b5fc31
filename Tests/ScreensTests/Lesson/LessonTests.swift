import Screens
import Session
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

  /// Colour pictures of frogs, by a recipe for them.
  private static let frogs = {
    var run = SampleRuns.description
    (run.recipe, run.dataset, run.imageCount) = ("frog-lite", "cifar10-frog", 5000)
    run.format = ImageFormat(width: 32, height: 32, channels: 3)
    return run
  }()

  @Test(arguments: [nil, SampleRuns.description, frogs])
  func `every page fits below the screen at 80x24`(run: RunDescription?) throws {
    for index in LessonPage.all.indices {
      let panel = LessonPanel(
        Lesson(index: index), on: LessonSubject(run), keyText: { _ in nil },
        appearance: try .phosphor(.palette))
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

  private func text(_ run: RunDescription?) -> String {
    LessonPage.all.flatMap { [$0.text, $0.look, $0.attempt] }
      .map(LessonSubject(run).fill).joined(separator: "\n")
  }

  @Test func `it tells of the images that are learned from`() {
    let strokes = text(SampleRuns.description)
    #expect(strokes.contains("digits as hands write them, 28 by 28 pixels each. There are 60,000."))
    #expect(strokes.contains("from 0 to 9"))
    let frogs = text(Self.frogs)
    #expect(frogs.contains("32 by 32 pixels each. There are 5,000."))
    for number in ["28 by", "60,000", "7 by 7", "64 ", "0 to 9", "a 7", "half a minute"] {
      #expect(!frogs.contains(number) && !text(nil).contains(number), "\(number)")
    }
    #expect(![strokes, frogs, text(nil)].contains { $0.contains("<") })
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
