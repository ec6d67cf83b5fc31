import Terminal
import Testing

struct StyledTextTests {
  @Test func `plain cells are plain text without blanks at the end`() {
    var canvas = Canvas(width: 6, height: 3)
    canvas.write("ab c", x: 0, y: 0)
    canvas.write("d", x: 2, y: 2)
    #expect(canvas.styledText == "ab c\n\n  d")
  }

  @Test func `a style is set once for neighbours, and ended with the line`() {
    var canvas = Canvas(width: 5, height: 2)
    canvas.write(
      "xy", x: 1, y: 0, style: Style(foreground: .palette(250), background: .palette(16)))
    canvas.write("z", x: 4, y: 0)
    #expect(canvas.styledText == " \u{1B}[0;38;5;250;48;5;16mxy\u{1B}[0m z\n")
    canvas[4, 0] = Cell()
    #expect(canvas.styledText == " \u{1B}[0;38;5;250;48;5;16mxy\u{1B}[0m\n")
  }

  @Test func `blanks with a background are kept`() {
    let canvas = Canvas(width: 2, height: 1, filledWith: Cell(" ", Style(background: .palette(9))))
    #expect(canvas.styledText == "\u{1B}[0;101m  \u{1B}[0m")
  }

  @Test func `the first sixteen colours and the attributes have numbers of their own`() {
    let style = Style(
      foreground: .palette(12), background: .palette(3), attributes: [.bold, .reverse])
    let canvas = Canvas(width: 1, height: 1, filledWith: Cell("x", style))
    #expect(canvas.styledText == "\u{1B}[0;1;7;94;43mx\u{1B}[0m")
  }
}
