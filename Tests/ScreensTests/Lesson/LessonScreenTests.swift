import Screens
import Session
import Terminal
import Testing

/// The lesson on the live screen.
struct LessonScreenTests {
  private static let open = WatchScreen(
    snapshot: SampleRuns.preparing, settings: WatchSettings(opensLesson: true))

  @Test func `it is open at once where the program was asked for it`() throws {
    #expect(try Self.open.canvas(80, 24).text.contains("lesson 1/"))
  }

  @Test func `what a page shows waits for the training to begin`() throws {
    var screen = Self.open
    let slow = try #require(LessonPage.all.firstIndex { $0.commands.contains("slow generator") })
    #expect(try screen.perform(line: "lesson \(slow + 1)") == [])
    #expect(screen.update(.snapshot(SampleRuns.running)) == [.send(.stepSlowly)])
    #expect(screen.update(.snapshot(SampleRuns.running)) == [])
  }

  @Test func `i opens and closes it, and it stays at its page`() throws {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    _ = screen.press(.character("i"), .enter, .enter, .backspace)
    #expect(try screen.canvas(80, 24).text.contains("lesson 2/"))
    _ = screen.press(.character("i"))
    #expect(try !screen.canvas(80, 24).text.contains("lesson"))
    _ = screen.press(.character("i"))
    #expect(try screen.canvas(80, 24).text.contains("lesson 2/"))
  }

  @Test func `Esc closes it last, and other keys still do what they do`() throws {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    _ = screen.press(.character("i"))
    #expect(screen.press(.character(" ")) == [.send(.pause)])
    _ = try screen.perform(line: "preset slow")
    _ = screen.press(.escape)
    #expect(try screen.canvas(80, 24).text.contains("lesson 1/"))
    _ = screen.press(.escape)
    #expect(try !screen.canvas(80, 24).text.contains("lesson"))
  }

  @Test func `every command of a page is one of the screen, and so is every key that it names`() {
    for page in LessonPage.all {
      let named = page.attempt.split(separator: "{").dropFirst()
        .compactMap { $0.split(separator: "}").first.map(String.init) }
      for line in page.commands + named {
        #expect(WatchScreen.objection(toLine: line) == nil, "\(page.title): \(line)")
      }
    }
  }

  @Test func `a page shows what it is about`() throws {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    let slow = try #require(LessonPage.all.firstIndex { $0.commands.contains("slow generator") })
    let effects = try screen.perform(line: "lesson \(slow + 1)")
    #expect(effects == [.send(.stepSlowly)])
    let stamps = try #require(LessonPage.all.firstIndex { $0.commands.contains("stamps") })
    _ = try screen.perform(line: "lesson \(stamps + 1)")
    #expect(try screen.canvas(80, 24).text.contains("4x4 to 6x6"))
    #expect(throws: PromptError.self) { _ = try screen.perform(line: "lesson 99") }
  }

  @Test(arguments: [(80, 24), (60, 16), (40, 10), (120, 40)])
  func `every page names the key that closes it, and the last one no next page`(
    width: Int, height: Int
  ) throws {
    for page in LessonPage.all.indices {
      var screen = WatchScreen(snapshot: SampleRuns.running)
      _ = screen.update(.resized(width: width, height: height))
      _ = try screen.perform(line: "lesson \(page + 1)")
      #expect(try screen.canvas(width, height).text.contains("i close"), "page \(page + 1)")
    }
    var last = WatchScreen(snapshot: SampleRuns.running)
    _ = try last.perform(line: "lesson \(LessonPage.all.count)")
    #expect(try !last.canvas(80, 24).text.contains("Enter next"))
    _ = last.press(.enter)
    #expect(try last.canvas(80, 24).text.contains("i closes the lesson"))
  }

  @Test(arguments: [(80, 24), (120, 40), (120, 24), (200, 60)])
  func `every page is shown whole from 80 by 24 on`(width: Int, height: Int) throws {
    for page in LessonPage.all.indices {
      var screen = WatchScreen(snapshot: SampleRuns.running)
      _ = screen.update(.resized(width: width, height: height))
      _ = try screen.perform(line: "lesson \(page + 1)")
      _ = screen.press(.enter)
      let text = try screen.canvas(width, height).text
      let next = min(page + 2, LessonPage.all.count)
      #expect(text.contains("lesson \(next)/"), "page \(page + 1) at \(width)x\(height)")
    }
  }

  @Test(arguments: [(60, 16), (40, 10), (30, 6)])
  func `on a small screen Enter reads on before it turns the page`(width: Int, height: Int) throws {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    _ = screen.update(.resized(width: width, height: height))
    _ = screen.press(.character("i"))
    var words: [Substring] = []
    for _ in 0..<20 {
      let text = try screen.canvas(width, height).text
      guard text.contains("lesson 1/") else { break }
      words += text.split { $0 == " " || $0 == "\n" }
      _ = screen.press(.enter)
    }
    #expect(try screen.canvas(width, height).text.contains("lesson 2/"))
    let page = LessonPage.all[0]
    let subject = LessonSubject(SampleRuns.description)
    for word in subject.fill(page.text + " " + page.look).split(separator: " ") {
      #expect(words.contains(word), "\(word)")
    }
  }

  @Test(arguments: [(80, 24), (120, 40), (60, 16), (40, 10), (20, 3)])
  func `it stands beside or below the screen at every size`(width: Int, height: Int) throws {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    _ = screen.update(.resized(width: width, height: height))
    _ = try screen.perform(line: "lesson 4")
    try expectSnapshot(screen.canvas(width, height), named: "lesson-open-\(width)x\(height)")
  }
}
