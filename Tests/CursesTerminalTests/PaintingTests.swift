import CursesTerminal
import Terminal
import Testing

@Suite struct `Painting` {
  private func canvas(_ text: String) -> Canvas {
    var canvas = Canvas(width: 8, height: 1)
    canvas.write(text, x: 0, y: 0)
    return canvas
  }

  @Test(arguments: [
    ("abcdefgh", []),
    ("Abcdefgh", [0..<1]),
    ("abcdefgH", [7..<8]),
    ("abCDefGh", [2..<4, 6..<7]),
    ("ABCDEFGH", [0..<8]),
  ])
  func `only what differs from the last canvas is written`(text: String, runs: [Range<Int>]) {
    #expect(canvas(text).changedRuns(row: 0, since: canvas("abcdefgh")) == runs)
  }

  @Test func `a change of style alone is a change`() {
    var changed = canvas("abc")
    changed[1, 0].style.attributes = .bold
    #expect(changed.changedRuns(row: 0, since: canvas("abc")) == [1..<2])
  }

  @Test func `without a last canvas of the same size everything is written`() {
    #expect(canvas("abc").changedRuns(row: 0, since: nil) == [0..<8])
    #expect(canvas("abc").changedRuns(row: 0, since: Canvas(width: 7, height: 1)) == [0..<8])
    #expect(Canvas(width: 0, height: 3).changedRuns(row: 0, since: nil).isEmpty)
  }

  @Test(arguments: ["\t", "\u{7}", "\u{1B}", "\u{7F}", "漢", "e\u{301}", "👩‍👩‍👧", "\u{301}"])
  func `what is not one column wide is shown as a question mark`(character: Character) {
    #expect(displayable(character) == 63)
  }

  @Test func `ASCII is shown as it is in every locale`() {
    for value in UInt8(32)..<127 {
      #expect(displayable(Character(Unicode.Scalar(value))) == Int32(value))
    }
  }

  @Test(arguments: [
    ("\u{1B}[?1049l", "\u{1B}[?1049l"), ("\u{1B}[m$<2>\u{F}", "\u{1B}[m\u{F}"),
    ("$<5/>a$<10*>b", "ab"), ("costs $5", "costs $5"), ("$<open", "$<open"),
  ])
  func `delays in a terminal's strings are left out`(capability: String, bytes: String) {
    #expect(withoutPadding(capability) == bytes)
  }
}
