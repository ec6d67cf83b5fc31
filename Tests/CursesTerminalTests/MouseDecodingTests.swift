import CursesTerminal
import Terminal
import Testing

@Suite struct `Mouse decoding` {
  struct Case: Sendable, CustomTestStringConvertible {
    let input: String
    let inputs: [TerminalInput]
    var testDescription: String { input.debugDescription }
  }

  private static let q = TerminalInput.key(.character("q"))

  private static func mouse(_ kind: MouseEvent.Kind, _ x: Int, _ y: Int) -> TerminalInput {
    .mouse(MouseEvent(kind, x: x, y: y))
  }

  private func codes(_ input: String) -> [InputCode] {
    input.unicodeScalars.map { .scalar($0.value) }
  }

  @Test(arguments: [
    Case(input: "\u{1B}[<0;1;1M", inputs: [mouse(.press, 0, 0)]),
    Case(input: "\u{1B}[<0;300;5M", inputs: [mouse(.press, 299, 4)]),
    Case(input: "\u{1B}[<32;12;500M", inputs: [mouse(.drag, 11, 499)]),
    Case(input: "\u{1B}[<0;12;5m", inputs: [mouse(.release, 11, 4)]),
    Case(
      input: "\u{1B}[<64;3;4M\u{1B}[<64;3;4M\u{1B}[<65;3;4M",
      inputs: [mouse(.wheelUp, 2, 3), mouse(.wheelUp, 2, 3), mouse(.wheelDown, 2, 3)]),
    // With Shift, Alt or Control it is the same.
    Case(
      input: "\u{1B}[<4;2;2M\u{1B}[<80;2;2M", inputs: [mouse(.press, 1, 1), mouse(.wheelUp, 1, 1)]),
    Case(input: "a\u{1B}[<0;1;2Mq", inputs: [.key(.character("a")), mouse(.press, 0, 1), q]),
  ])
  func `reports in numbers, whatever the size of the screen`(_ example: Case) {
    var decoder = InputDecoder(expectsMouse: true)
    #expect(decoder.decode(codes(example.input)) == example.inputs)
  }

  @Test(arguments: [
    Case(input: "\u{1B}[M !!", inputs: [mouse(.press, 0, 0)]),
    Case(input: "\u{1B}[M@zA", inputs: [mouse(.drag, 89, 32)]),
    Case(input: "\u{1B}[M#zA", inputs: [mouse(.release, 89, 32)]),
    Case(input: "\u{1B}[M`!\"q", inputs: [mouse(.wheelUp, 0, 1), q]),
    Case(input: "\u{1B}[Ma!\"q", inputs: [mouse(.wheelDown, 0, 1), q]),
    Case(input: "\u{1B}[M \u{FF}!q", inputs: [mouse(.press, 222, 0), q]),
  ])
  func `reports in three characters, of terminals without numbers`(_ example: Case) {
    var decoder = InputDecoder(expectsMouse: true)
    #expect(decoder.decode(codes(example.input)) == example.inputs)
  }

  @Test(arguments: [
    "0;1;1", "0;0;1M", "0;1;0m", "0;-1;1M", ";;M", "M", "0;1M", "0;1;1;1M", "1;1;1M", "2;9;9m",
    "35;4;4M", "66;1;1M", "128;1;1M", "0;99999;1M", "99999999999999999999;1;1M", "0;1;1x", "0;1;1~",
    "0;1;é", String(repeating: "1", count: 40) + "M",
  ])
  func `what is no report of ours does nothing and takes nothing with it`(text: String) {
    var decoder = InputDecoder(expectsMouse: true)
    let inputs = decoder.decode(codes("\u{1B}[<" + text)) + decoder.decode(codes("\u{1B}[A"))
    #expect(inputs.last == .key(.up))
    #expect(!inputs.contains { if case .mouse = $0 { true } else { false } })
  }

  @Test(arguments: 3..<11)
  func `a report may come in two pieces`(length: Int) {
    var decoder = InputDecoder(expectsMouse: true)
    let report = codes("\u{1B}[<0;12;34M")
    #expect(decoder.decode(Array(report.prefix(length))).isEmpty)
    #expect(decoder.decode([]).isEmpty)
    #expect(decoder.decode(Array(report.dropFirst(length))) == [Self.mouse(.press, 11, 33)])
    #expect(decoder.decode(codes("q")) == [Self.q])
  }

  @Test(arguments: ["", " ", " !"])
  func `a report in characters that is broken off loses no key`(begun: String) {
    var decoder = InputDecoder(expectsMouse: true)
    #expect(decoder.decode(codes("\u{1B}[M" + begun)).isEmpty)
    #expect(decoder.decode(codes("\u{3}q")) == [.key(.control("c")), Self.q])
    #expect(decoder.decode(codes("\u{1B}[M" + begun + "\u{3}q")).last == Self.q)
  }

  @Test func `of a quick drag the last place counts`() {
    var decoder = InputDecoder(expectsMouse: true)
    let moves = (2...50).map { "\u{1B}[<32;\($0);7M" }.joined()
    #expect(
      decoder.decode(codes("\u{1B}[<0;1;7M" + moves + "\u{1B}[<0;50;7m"))
        == [Self.mouse(.press, 0, 6), Self.mouse(.drag, 49, 6), Self.mouse(.release, 49, 6)])
  }

  @Test func `reports that nobody asked for are dropped`() {
    var decoder = InputDecoder(expectsMouse: false)
    #expect(decoder.decode(codes("\u{1B}[<0;1;1M\u{1B}[<64;1;1Mq")) == [Self.q])
  }
}
