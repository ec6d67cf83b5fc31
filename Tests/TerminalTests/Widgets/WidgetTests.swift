import Terminal
import Testing

struct WidgetTests {
  private static let unicode = Appearance(
    theme: .plain, capabilities: TerminalCapabilities(colors: .palette, glyphs: .blocks))
  private static let ascii = Appearance(
    theme: .plain, capabilities: TerminalCapabilities(colors: .monochrome, glyphs: .ascii))

  @Test(arguments: [
    (0, "────", "----"), (0.5, "██──", "##--"), (0.375, "█▌──", "#---"), (1, "████", "####"),
    (7, "████", "####"), (-1, "────", "----"), (.nan, "────", "----"), (.infinity, "████", "####"),
  ])
  func `a gauge is filled to its share`(share: Double, blocks: String, plain: String) {
    #expect(Gauge(share: share, appearance: Self.unicode).text(width: 4, height: 1) == blocks)
    #expect(Gauge(share: share, appearance: Self.ascii).text(width: 4, height: 1) == plain)
  }

  @Test func `a frame has a title and a note`() {
    let frame = Frame(title: "samples", number: 2, note: "live", appearance: Self.unicode)
    #expect(
      frame.text(width: 26, height: 3)
        == "╭─ 2 samples ────── live ─╮\n│                        │\n╰────────────────────────╯"
        .replacing("────── live", with: "───── live"))
  }

  @Test func `a frame that is focused has a marker, and without Unicode plain corners`() {
    let frame = Frame(title: "knobs", focused: true, appearance: Self.ascii)
    #expect(frame.text(width: 14, height: 2) == "+- > knobs --+\n+------------+")
  }

  @Test(arguments: [(1, 1), (2, 2), (3, 5), (5, 2), (8, 3)])
  func `a frame of any size stays inside`(width: Int, height: Int) {
    _ = Frame(title: "a long title", note: "and a note", appearance: Self.unicode)
      .text(width: width, height: height)
  }

  @Test func `hints that do not fit are left out`() {
    let hints = KeyHints([("?", "help"), ("q", "quit")], appearance: Self.unicode)
    #expect(hints.text(width: 14, height: 1) == "? help  q quit")
    #expect(hints.text(width: 13, height: 1) == "? help       ")
    #expect(hints.text(width: 3, height: 1) == "   ")
  }

  @Test func `a timeline shows what is past, its ticks and its marks`() {
    let timeline = Timeline(
      reached: 0.5, ticks: [0, 0.25],
      marks: [.init(position: 0.5, character: "#", role: .selection)], appearance: Self.unicode)
    #expect(timeline.text(width: 9, height: 1) == "┷━┷━#────")
  }

  @Test func `a timeline takes positions beyond its ends`() {
    let timeline = Timeline(
      reached: 3, ticks: [.nan, -1, 7],
      marks: [.init(position: .infinity, character: "^", role: .warning)], appearance: Self.ascii)
    #expect(timeline.text(width: 4, height: 1) == "+==^")
  }

  @Test func `parts of a timeline's past have colours of their own, and so have their ticks`() {
    let timeline = Timeline(
      reached: 0.5, parts: [.init(range: 0...0.25, role: .title)], ticks: [0], marks: [],
      appearance: Self.unicode)
    var canvas = Canvas(width: 9, height: 1)
    timeline.draw(in: canvas.bounds, onto: &canvas)
    #expect(canvas.text == "┷━━━━────")
    #expect((0..<3).allSatisfy { canvas[$0, 0].style == Self.unicode[.title] })
    #expect(canvas[3, 0].style == Self.unicode[.progress])
  }

  @Test(arguments: [
    (0.25, 0.5, 12, "   Y━━━ warm"), (0, 0, 12, "Y warm      "), (0.5, 1, 12, " warm Y━━━━━"),
    (0, 1, 4, "Y━━━"), (0.5, 0.25, 9, "    Y war"),
  ])
  func `a branch begins at a fork and has its name where there is room`(
    start: Double, end: Double, width: Int, text: String
  ) {
    let track = BranchTrack(
      start: start, end: end, name: "warm", role: .branch1, appearance: Self.unicode)
    #expect(track.text(width: width, height: 1) == text)
  }

  @Test func `a branch has its marks`() {
    let track = BranchTrack(
      start: 0, end: 0.5, marks: [.init(position: 0.25, character: "^", role: .warning)],
      name: "", role: .branch1, appearance: Self.ascii)
    #expect(track.text(width: 9, height: 1) == "Y=^==    ")
  }

  @Test(arguments: [
    (10, "abcdefghij"), (9, "abcd...ij"), (7, "abc...j"), (6, "abcdef"), (0, ""), (-1, ""),
  ])
  func `a text that is too long loses its middle`(width: Int, text: String) {
    #expect("abcdefghij".shortened(to: width) == text)
  }

  @Test func `an area in the middle is never larger than what it is in`() {
    let area = Rectangle(x: 1, y: 2, width: 10, height: 4)
    #expect(area.middle(width: 4, height: 2) == Rectangle(x: 4, y: 3, width: 4, height: 2))
    #expect(area.middle(width: 40, height: 20) == area)
  }

  @Test func `a decimal comma counts as a point, so that 0,001 is not 1`() {
    var field = TextField.number()
    for character in "0,001" { field.type(.character(character)) }
    #expect(field.text == "0.001")
  }

  @Test func `a field takes what belongs to a number and nothing else`() {
    var field = TextField.number()
    for key in "2x.5e -4".map({ Key.character($0) }) + [.up, .tab] { field.type(key) }
    #expect(field.text == "2.5e-4")
    field.type(.backspace)
    #expect(field.text == "2.5e-")
    field.type(.control("u"))
    field.type(.backspace)
    #expect(field.text == "")
  }

  @Test func `Ctrl-W takes the last word of a field away`() {
    var field = TextField(text: "set r1  2 ", allowed: Set("abc "))
    for text in ["set r1  ", "set ", "", ""] {
      field.type(.control("w"))
      #expect(field.text == text)
    }
  }

  @Test func `of a text longer than its room the end is drawn`() {
    let field = TextField(text: "abcdefgh", allowed: [])
    let view = TextFieldView(label: ":", field: field, note: "Enter", appearance: Self.ascii)
    #expect(view.text(width: 6, height: 1) == ":efgh_")
  }

  @Test func `a field is drawn with its label, a cursor and a note`() {
    var field = TextField.number()
    field.type(.character("7"))
    let view = TextFieldView(label: "rate ", field: field, note: "Enter", appearance: Self.ascii)
    #expect(view.text(width: 14, height: 1) == "rate 7_  Enter")
    #expect(view.text(width: 6, height: 1) == "rate _")
  }

  @Test(arguments: [
    (Key.character(" "), "space"), (.character("+"), "+"), (.control("c"), "Ctrl-C"),
    (.function(1), "F1"), (.pageUp, "PageUp"), (.backTab, "Shift-Tab"),
  ])
  func `keys have names`(key: Key, name: String) {
    #expect(key.label == name)
  }
}

struct ResamplingTests {
  @Test(arguments: [(0, 5), (1, 5), (5, 5), (6, 5), (99, 7), (100_000, 80), (3, 0)])
  func `every value has one column, in order, and every column finds its values again`(
    count: Int, columns: Int
  ) {
    let resampling = Resampling(count: count, columns: columns)
    let ranges = (0..<columns).map { resampling.values(in: $0) }
    #expect(ranges.map(\.count).reduce(0, +) == (columns > 0 ? count : 0))
    for (column, range) in ranges.enumerated() where !range.isEmpty {
      #expect(resampling.column(of: range.lowerBound) == column)
      #expect(resampling.column(of: range.upperBound - 1) == column)
    }
  }
}
