import Terminal
import Testing

struct FrameEncoderTests {
  private let escape = "\u{1B}["
  private var encoder = FrameEncoder()

  private func canvas(_ rows: String..., style: Style = .plain) -> Canvas {
    var canvas = Canvas(width: rows.map(\.count).max() ?? 0, height: rows.count)
    for (y, row) in rows.enumerated() { canvas.write(row, x: 0, y: y, style: style) }
    return canvas
  }

  @Test mutating func `the first canvas is drawn on a cleared screen`() {
    let text = encoder.text(for: canvas("ab", "c "))
    #expect(text == "\(escape)?25l\(escape)0m\(escape)2J\(escape)1;1Hab\(escape)2;1Hc")
  }

  @Test mutating func `a canvas that is the same is no text`() {
    _ = encoder.text(for: canvas("ab", "cd"))
    #expect(encoder.text(for: canvas("ab", "cd")) == "")
  }

  @Test mutating func `only what has changed is written`() {
    _ = encoder.text(for: canvas("abcdef", "ghijkl"))
    #expect(
      encoder.text(for: canvas("abCdEf", "ghiJKL")) == "\(escape)1;3HC\(escape)CE\(escape)2;4HJKL")
  }

  @Test mutating func `a style is set once, and none is left behind`() {
    _ = encoder.text(for: canvas("abcd"))
    let red = Style(foreground: .palette(196), attributes: .bold)
    var next = canvas("abcd")
    next.write("xy", x: 1, y: 0, style: red)
    #expect(encoder.text(for: next) == "\(escape)1;2H\(escape)0;1;38;5;196mxy\(escape)0m")
    #expect(encoder.text(for: canvas("abcd")) == "\(escape)1;2Hbc")
  }

  @Test mutating func `behind the last column the next place is said`() {
    _ = encoder.text(for: canvas("ab", "cd"))
    #expect(encoder.text(for: canvas("aB", "Cd")) == "\(escape)1;2HB\(escape)2;1HC")
  }

  @Test mutating func `another size begins anew`() {
    _ = encoder.text(for: canvas("ab", "cd"))
    #expect(encoder.text(for: canvas("ab")).contains("\(escape)2J\(escape)1;1Hab"))
  }

  @Test(arguments: ["\u{1B}", "\n", "\u{7}", "\u{9B}", "e\u{301}"] as [Character])
  func `no character commands the terminal`(character: Character) {
    var encoder = FrameEncoder()
    var next = canvas("ab")
    _ = encoder.text(for: next)
    next[1, 0] = Cell(character)
    #expect(encoder.text(for: next) == "\(escape)1;2H?")
  }

  @Test mutating func `the end gives the cursor back in the last row`() {
    _ = encoder.text(for: canvas("ab", "cd"))
    #expect(encoder.ending == "\(escape)0m\(escape)2;1H\(escape)?25h")
  }
}
