import Foundation
import Terminal
import Testing

struct AsciicastTests {
  private static let header = Asciicast.Header(
    width: 2, height: 1, title: "a \"run\"\\\u{7}é", timestamp: 1_700_000_000, idleTimeLimit: 2.5)
  private var cast = Asciicast(Self.header)

  private func canvas(_ text: String) -> Canvas {
    var canvas = Canvas(width: text.count, height: 1)
    canvas.write(text, x: 0, y: 0)
    return canvas
  }

  /// The events of some lines, as a reader of JSON finds them.
  private func events(_ lines: String) throws -> [(time: Double, code: String, data: String)] {
    try lines.split(separator: "\n").map { line in
      let event = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any])
      try #require(event.count == 3)
      return (
        try #require(event[0] as? Double), try #require(event[1] as? String),
        try #require(event[2] as? String)
      )
    }
  }

  @Test func `the header is one line of JSON`() throws {
    let line = Self.header.line
    #expect(line.last == "\n" && line.dropLast().allSatisfy { $0 != "\n" })
    let fields = try #require(
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect(fields["version"] as? Int == 2)
    #expect(fields["width"] as? Int == 2)
    #expect(fields["height"] as? Int == 1)
    #expect(fields["timestamp"] as? Int == 1_700_000_000)
    #expect(fields["idle_time_limit"] as? Double == 2.5)
    #expect(fields["title"] as? String == "a \"run\"\\\u{7}é")
    #expect((fields["env"] as? [String: String])?["TERM"] == "xterm-256color")
  }

  @Test mutating func `times are counted from the first event, in microseconds`() throws {
    let lines = cast.frame(canvas("ab"), at: 1000.5) + cast.frame(canvas("ac"), at: 1001.5000016)
    #expect(lines.hasPrefix("[0.000000, \"o\", "))
    #expect(lines.contains("\n[1.000002, \"o\", "))
    #expect(try events(lines).map(\.time) == [0, 1.000002])
  }

  @Test mutating func `frames without a change are no events`() {
    _ = cast.frame(canvas("ab"), at: 0)
    #expect(cast.frame(canvas("ab"), at: 1) == "")
    #expect(cast.duration == 0)
  }

  @Test mutating func `a marker is an event of its own`() throws {
    let lines = cast.frame(canvas("ab"), at: 5) + cast.marker("epoch 3", at: 7)
    let last = try #require(try events(lines).last)
    #expect(last == (2, "m", "epoch 3"))
  }

  @Test mutating func `another size is told before it is drawn`() throws {
    let lines = cast.frame(canvas("ab"), at: 0) + cast.frame(canvas("abc"), at: 1)
    let events = try events(lines)
    #expect(events.map(\.code) == ["o", "r", "o"])
    #expect(events[1].data == "3x1")
  }

  @Test mutating func `time does not go back with the clock`() throws {
    let lines =
      cast.frame(canvas("ab"), at: 10) + cast.frame(canvas("ac"), at: 12)
      + cast.frame(canvas("ad"), at: 11)
    #expect(try events(lines).map(\.time) == [0, 2, 2])
  }

  @Test mutating func `escape sequences come through JSON as they are`() throws {
    var encoder = FrameEncoder()
    let text = encoder.text(for: canvas("\"\\"))
    let data = try #require(try events(cast.frame(canvas("\"\\"), at: 0)).first?.data)
    #expect(data == text)
  }

  @Test mutating func `the end gives the cursor back`() throws {
    let lines = cast.frame(canvas("ab"), at: 0) + cast.end(at: 3)
    let last = try #require(try events(lines).last)
    #expect(last.time == 3 && last.code == "o" && last.data.hasSuffix("\u{1B}[?25h"))
  }
}
