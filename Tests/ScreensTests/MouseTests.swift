import Screens
import Session
import Terminal
import Testing

/// At 80×24 the knobs' rows are 18 to 20, the line of time is row 20, hints are the last row.
struct MouseTests {
  private var screen: WatchScreen = {
    var screen = WatchScreen(snapshot: SampleRuns.running)
    _ = screen.update(.resized(width: 80, height: 24))
    return screen
  }()

  private mutating func mouse(_ kind: MouseEvent.Kind, _ x: Int, _ y: Int) -> [Effect] {
    screen.update(.mouse(MouseEvent(kind, x: x, y: y)))
  }

  private func text() throws -> String { try screen.canvas(80, 24).text }

  @Test mutating func `a press focuses a panel and selects a knob`() throws {
    #expect(try text().contains("> G rate"))
    #expect(mouse(.press, 5, 18) == [])
    #expect(try text().contains("> D rate"))
    _ = mouse(.press, 30, 10)
    #expect(try text().contains("> 4 samples"))
  }

  @Test mutating func `the wheel turns the knob that is under it`() {
    #expect(mouse(.wheelUp, 5, 19) == [.send(.setDropout(0.35))])
    #expect(mouse(.wheelDown, 5, 19) == [.send(.setDropout(0.3))])
  }

  @Test mutating func `a knob is dragged notch by notch until the button is up`() {
    _ = mouse(.press, 5, 19)
    #expect(mouse(.drag, 6, 19) == [])
    #expect(mouse(.drag, 7, 19) == [.send(.setDropout(0.35))])
    #expect(mouse(.drag, 4, 23) == [.send(.setDropout(0.3))])
    _ = mouse(.release, 4, 23)
    #expect(mouse(.drag, 12, 19) == [])
  }

  @Test mutating func `the line of time is scrubbed by presses, drags and the wheel`() throws {
    _ = mouse(.press, 22, 20)
    let first = try text()
    #expect(first.contains("│#"))
    _ = mouse(.drag, 25, 20)
    #expect(try text() != first)
    _ = mouse(.drag, 78, 20)
    #expect(try text().contains("live"))
    _ = mouse(.release, 78, 20)
    _ = mouse(.wheelUp, 40, 10)
    #expect(try !text().contains(", live"))
    _ = mouse(.wheelDown, 40, 10)
    #expect(try text().contains(", live"))
  }

  @Test mutating func `hints are pressed like keys`() throws {
    let row = try text().split(separator: "\n").last ?? ""
    let place = try #require(row.firstRange(of: "space"))
    let column = row.distance(from: row.startIndex, to: place.lowerBound)
    #expect(mouse(.press, column, 23) == [.send(.pause)])
  }

  @Test mutating func `in a list the wheel selects`() throws {
    _ = screen.press(.character("?"))
    let before = try text()
    _ = mouse(.wheelDown, 3, 3)
    #expect(try text() != before)
  }

  /// The row of the screen in which a text stands, and its column.
  private func place(of words: String) throws -> (x: Int, y: Int) {
    let rows = try text().split(separator: "\n", omittingEmptySubsequences: false)
    let y = try #require(rows.firstIndex { $0.contains(words) })
    let start = try #require(rows[y].firstRange(of: words)).lowerBound
    return (rows[y].distance(from: rows[y].startIndex, to: start), y)
  }

  @Test mutating func `in a list a press selects an entry, and a press on it chooses it`() throws {
    screen = WatchScreen(snapshot: SampleRuns.running, library: SampleRuns.library)
    _ = screen.update(.resized(width: 80, height: 24))
    _ = screen.press(.character("r"))
    let (x, y) = try place(of: "dcgan-selu")
    #expect(mouse(.press, x, y) == [])
    #expect(mouse(.release, x, y) == [])
    #expect(try text().contains("> dcgan-selu"))
    #expect(mouse(.press, x, y) == [.startRun(RunRequest(recipe: "dcgan-selu"))])
  }

  @Test
  mutating func `what was pressed stays under the mouse in a list that is longer than the screen`()
    throws
  {
    _ = screen.press(.character("?"))
    let rows = try text().split(separator: "\n")
    let (x, y) = (10, 20)
    _ = mouse(.press, x, y)
    let pressed = try text().split(separator: "\n")
    #expect(pressed[y].contains("│ >"))
    #expect(pressed[y].dropFirst(4) == rows[y].dropFirst(4))
    _ = mouse(.press, x, y)
    #expect(try !text().contains("type to search"))
  }

  @Test mutating func `a theme is shown as it is pressed`() throws {
    screen = WatchScreen(
      snapshot: SampleRuns.running,
      settings: WatchSettings(themes: ["ganscope", "paper"], theme: "ganscope"))
    _ = screen.update(.resized(width: 80, height: 24))
    _ = screen.press(.character("t"))
    let (x, y) = try place(of: "paper")
    #expect(mouse(.press, x, y) == [.changeAppearance(.theme("paper"))])
    #expect(mouse(.press, 2, 12) == [])
    _ = mouse(.press, x, y)
    #expect(try !text().contains("themes"))
    #expect(try text().contains("theme = \"paper\" in config.toml keeps it"))
  }

  @Test mutating func `a press on a branch changes to it`() throws {
    screen = WatchScreen(snapshot: SampleRuns.branched)
    _ = screen.update(.resized(width: 80, height: 24))
    _ = screen.press(.character("B"))
    let other = try #require(SampleRuns.branched.otherLines.first?.branch)
    let (x, y) = try place(of: "\(other.number)  \(other.name)")
    _ = mouse(.press, x, y)
    #expect(mouse(.press, x, y) == [.send(.switchBranch(other.number))])
  }

  @Test(arguments: MouseEvent.Kind.allCases, [(1, 1), (20, 3), (40, 10), (60, 16), (80, 24)])
  func `nothing can be pointed at that breaks it`(
    kind: MouseEvent.Kind, size: (width: Int, height: Int)
  ) throws {
    for snapshot in [SampleRuns.preparing, SampleRuns.running, SampleRuns.branched] {
      var screen = WatchScreen(snapshot: snapshot)
      _ = screen.update(.resized(width: size.width, height: size.height))
      for x in stride(from: -1, through: size.width + 1, by: 3) {
        for y in -1...size.height {
          _ = screen.update(.mouse(MouseEvent(kind, x: x, y: y)))
        }
      }
      _ = try screen.canvas(size.width, size.height)
    }
  }
}
