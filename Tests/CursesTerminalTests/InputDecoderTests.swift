import CCurses
import CursesTerminal
import Terminal
import Testing

/// The keys that pieces of input stand for where the mouse is not reported.
private func keys(from codes: [InputCode]) -> [Key] {
  var decoder = InputDecoder(expectsMouse: false)
  return decoder.decode(codes).compactMap { input in
    guard case .key(let key) = input else { return nil }
    return key
  }
}

@Suite struct `Key decoding` {
  struct Case: Sendable, CustomTestStringConvertible {
    let input: String
    let keys: [Key]
    var testDescription: String { input.debugDescription }
  }

  @Test(arguments: [
    Case(input: "a", keys: [.character("a")]),
    Case(input: "A+ é▀", keys: ["A", "+", " ", "é", "▀"].map { .character($0) }),
    Case(input: "\r\n", keys: [.enter, .enter]),
    Case(input: "\t", keys: [.tab]),
    Case(input: "\u{7F}\u{8}", keys: [.backspace, .backspace]),
    Case(input: "\u{3}\u{1A}", keys: [.control("c"), .control("z")]),
    Case(input: "\u{0}\u{1C}", keys: [.control(" "), .control("\\")]),
    Case(input: "\u{1B}", keys: [.escape]),
    Case(input: "\u{1B}\u{1B}", keys: [.escape, .escape]),
    Case(input: "\u{1B}x", keys: [.escape, .character("x")]),
    Case(input: "\u{1B}[A\u{1B}[B", keys: [.up, .down]),
    Case(input: "\u{1B}OC\u{1B}OD", keys: [.right, .left]),
    Case(input: "\u{1B}[H\u{1B}OF\u{1B}[Z", keys: [.home, .end, .backTab]),
    Case(input: "\u{1B}[1~\u{1B}[3~\u{1B}[4~", keys: [.home, .delete, .end]),
    Case(input: "\u{1B}[5~\u{1B}[6~", keys: [.pageUp, .pageDown]),
    Case(input: "\u{1B}OP\u{1B}[15~\u{1B}[24~", keys: [1, 5, 12].map { .function($0) }),
    Case(input: "\u{1B}[1;5Aq", keys: [.up, .character("q")]),
    Case(input: "\u{1B}[200~q", keys: [.character("q")]),
    Case(input: "\u{1B}[<0;1;2Mq", keys: [.character("q")]),
    Case(input: "\u{1B}[Mq", keys: [.character("q")]),
    Case(input: "\u{1B}OM", keys: [.enter]),
    Case(input: "\u{1B}[", keys: [.escape, .character("[")]),
    Case(input: "\u{1B}O", keys: [.escape, .character("O")]),
    Case(input: "\u{85}", keys: []),
  ])
  func `characters and sequences that ncurses did not recognise`(_ example: Case) {
    let codes = example.input.unicodeScalars.map { InputCode.scalar($0.value) }
    #expect(keys(from: codes) == example.keys)
  }

  @Test(arguments: [
    (KEY_UP, Key.up), (KEY_DOWN, .down), (KEY_LEFT, .left), (KEY_RIGHT, .right),
    (KEY_HOME, .home), (KEY_END, .end), (KEY_PPAGE, .pageUp), (KEY_NPAGE, .pageDown),
    (KEY_BACKSPACE, .backspace), (KEY_DC, .delete), (KEY_BTAB, .backTab), (KEY_ENTER, .enter),
    (KEY_SUSPEND, .control("z")), (KEY_F0 + 1, .function(1)), (KEY_F0 + 12, .function(12)),
  ])
  func `keys that ncurses recognised`(number: Int32, key: Key) {
    #expect(keys(from: [.function(number)]) == [key])
  }

  @Test func `a key without a meaning and news of a resize are no keys`() {
    #expect(keys(from: [.function(KEY_RESIZE), .function(KEY_MOUSE)]).isEmpty)
  }

  @Test func `a recognised key ends an unfinished sequence`() {
    let codes: [InputCode] = [.scalar(27), .scalar(91), .function(KEY_UP)]
    #expect(keys(from: codes) == [.escape, .character("["), .up])
  }
}
