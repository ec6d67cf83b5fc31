import Terminal
import Testing

struct SparklineTests {
  @Test func `values rise in eighths of a row`() {
    #expect(draw([0, 1, 2, 3, 4, 5, 6, 7, 8], 9, 1) == "▁▁▂▃▄▅▆▇█")
  }

  @Test func `two rows have sixteen steps`() {
    #expect(draw([0, 8, 16], 3, 2) == "  █\n▁██")
  }

  @Test func `without Unicode it is a ramp`() {
    #expect(draw([0, 4, 8], 3, 1, unicode: false) == ".=#")
  }

  @Test func `a short series stands at the right`() {
    #expect(draw([0, 8], 5, 1) == "   ▁█")
  }

  @Test func `a long series is averaged over the width with the newest at the right`() {
    #expect(draw([0, 0, 0, 8, 8, 8], 2, 1) == "▁█")
    #expect(draw((0..<100_000).map(Float.init), 3, 1, scale: 0...99_999) == "▁▄▇")
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func `what is no finite number is a marker`(value: Float) {
    #expect(draw([0, value, 8], 3, 1) == "▁!█")
    #expect(draw([value], 1, 1) == "!")
  }

  @Test func `one broken value among many is not averaged away`() {
    #expect(draw([0, 0, 0, .nan, 8, 8], 3, 1) == "▁!█")
  }

  @Test func `a series that does not move is a line in the middle`() {
    #expect(draw([2, 2, 2], 3, 1) == "▄▄▄")
    #expect(draw([0], 1, 1) == "▄")
  }

  @Test func `values beyond the scale are cut off`() {
    #expect(draw([-5, 0.5, 9], 3, 1, scale: 0...1) == "▁▄█")
  }

  @Test func `marks stand at the bottom of the column of their value`() {
    #expect(draw([8, 8, 8, 0], 4, 1, marks: [1]) == "█^█▁")
    #expect(draw([0, 8], 4, 1, marks: [0, 7]) == "  ^^")
    #expect(draw([8, 8, 8, 0], 2, 1, marks: [3, -1]) == "█^")
  }

  @Test func `extreme values and empty areas are no trouble`() {
    #expect(draw([-.greatestFiniteMagnitude, .greatestFiniteMagnitude], 2, 1).count == 2)
    #expect(draw([1], 0, 1) == "")
    #expect(draw([], 3, 1) == "   ")
  }

  // MARK: Further series

  @Test func `a further series is a line before the area, in three heights a row`() {
    #expect(draw([], 3, 1, scale: 0...8, others: [[0, 4, 8]]) == "▁━▔")
    #expect(draw([0, 0, 0], 3, 2, scale: 0...8, others: [[1, 4, 8]]) == " ▁▔\n▁▁▁")
  }

  @Test func `where both would stand in one cell they take turns`() {
    #expect(draw([4, 4, 4, 4], 4, 1, scale: 0...8, others: [[4, 4, 4, 4]]) == "━▄━▄")
  }

  @Test func `a further series is drawn from where it is its own`() {
    #expect(
      draw([0, 0, 0, 0], 4, 2, scale: 0...8, others: [[8, 8, 8, 8]], start: 2) == "  ▔▔\n▁▁▁▁")
    #expect(draw([0, 0], 2, 2, scale: 0...8, others: [[8, 8]], start: 9) == "  \n▁▁")
  }

  @Test func `series of other lengths stand over the same places`() {
    #expect(draw([0], 4, 2, scale: 0...8, others: [[8, 8, 8, 8]]) == "▔▔▔▔\n▁   ")
    #expect(draw([0, 0, 0, 0], 4, 2, scale: 0...8, others: [[8]]) == "▔   \n▁▁▁▁")
    #expect(draw([], 2, 1, scale: 0...8, others: [[8, 8]]) == "▔▔")
  }

  @Test func `a chart fits itself to all series`() {
    #expect(draw([0, 0], 2, 2, others: [[8, 8]]) == "▔▔\n▁▁")
  }

  @Test func `without colours or blocks a further series has its own character`() {
    #expect(draw([0, 0], 2, 2, scale: 0...8, others: [[4, 8]], unicode: false) == "77\n..")
    #expect(draw([0, 0], 2, 2, scale: 0...8, others: [[4, 8]], colors: .sixteen) == "77\n▁▁")
  }

  @Test(arguments: [Float.nan, .infinity])
  func `what is no finite number is left out of a further series`(value: Float) {
    #expect(draw([0, 0, 0], 3, 2, scale: 0...8, others: [[8, value, 8]]) == "▔ ▔\n▁▁▁")
  }

  // MARK: Dots

  @Test func `where braille is shown a curve is a line of dots, two values a column`() {
    #expect(draw([0, 1, 2, 3], 2, 1, scale: 0...3, glyphs: .braille) == "⡠⠊")
    #expect(draw([0, 0, 7, 7], 2, 2, scale: 0...7, glyphs: .braille) == " ⡏\n⣀⠇")
    #expect(draw([0], 2, 1, glyphs: .braille) == " ⠠")
  }

  @Test func `curves of dots share cells, where both can be seen`() {
    #expect(
      draw([0, 0, 0, 0], 2, 1, scale: 0...3, others: [[3, 3, 3, 3]], glyphs: .braille) == "⣉⣉")
    #expect(
      draw([0, 0, 0, 0], 2, 1, scale: 0...3, others: [[3, 3]], glyphs: .braille) == "⣉⣀")
  }

  @Test func `without colours a further series has its own character before dots, too`() {
    #expect(
      draw([0, 0], 2, 2, scale: 0...3, others: [[3, 3]], colors: .eight, glyphs: .braille)
        == "77\n ⣀")
  }

  @Test func `what is no finite number breaks a curve of dots`() {
    #expect(draw([0, .nan, 0, 0], 2, 1, scale: 0...3, glyphs: .braille) == "!⣀")
    #expect(draw([0, 0, 3, 3], 2, 1, scale: 0...3, marks: [0], glyphs: .braille) == "^⠏")
  }

  private func draw(
    _ values: [Float], _ width: Int, _ height: Int, scale: ClosedRange<Float>? = nil,
    marks: [Int] = [], others: [[Float]] = [], start: Int = 0, colors: ColorDepth = .palette,
    unicode: Bool = true, glyphs: GlyphSet = .blocks
  ) -> String {
    let appearance = Appearance(
      theme: Theme(name: "t") { Style(foreground: .palette(UInt8(16 + $0.rawValue))) },
      capabilities: TerminalCapabilities(colors: colors, glyphs: unicode ? glyphs : .ascii))
    let lines = others.map {
      Sparkline.Line(values: $0, start: start, style: appearance[.title], character: "7")
    }
    return Sparkline(
      values: values, scale: scale, marks: marks, lines: lines, role: .generator,
      appearance: appearance
    ).text(width: width, height: height)
  }
}

extension Widget {
  /// What the widget draws in an area of a canvas; outside of it nothing may change.
  func text(
    width: Int, height: Int, sourceLocation: SourceLocation = #_sourceLocation
  ) -> String {
    var canvas = Canvas(width: width + 2, height: height + 2, filledWith: Cell("·"))
    let area = canvas.bounds.inset()
    canvas.fill(area, with: Cell(" "))
    draw(in: area, onto: &canvas)
    let rows = canvas.text.split(separator: "\n")
    let border = String(repeating: "·", count: width + 2)
    #expect(rows.first ?? "" == border && rows.last ?? "" == border, sourceLocation: sourceLocation)
    let inner = rows.dropFirst().dropLast()
    #expect(
      inner.allSatisfy { $0.first == "·" && $0.last == "·" }, sourceLocation: sourceLocation)
    return inner.map { $0.dropFirst().dropLast() }.joined(separator: "\n")
  }
}
