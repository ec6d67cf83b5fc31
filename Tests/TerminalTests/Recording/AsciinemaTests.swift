import Foundation
import Terminal
import Testing

/// What asciinema itself makes of a recording, seen on pyte's terminal.
struct AsciinemaTests {
  /// A screen of random cells in all styles; which ones follows from the number.
  private func canvas(_ number: Int, width: Int, height: Int) -> Canvas {
    var canvas = Canvas(width: width, height: height)
    var random = UInt64(number + 1)
    func draw(_ count: UInt64) -> UInt64 {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (random >> 33) % count
    }
    let characters = Array("abcXYZ019 .:#\"\\ ━─╭╮│▁▂▃█▀▒")
    for y in 0..<height {
      for x in 0..<width where draw(3) > 0 {
        let style = Style(
          foreground: draw(4) == 0 ? .standard : .palette(UInt8(16 + draw(240))),
          background: draw(4) == 0 ? .standard : .palette(UInt8(16 + draw(240))),
          attributes: [[], .bold, .reverse, .underline][Int(draw(4))])
        canvas[x, y] = Cell(characters[Int(draw(UInt64(characters.count)))], style)
      }
    }
    return canvas
  }

  /// Plays a recording with `asciinema cat` and prints a terminal's cells: character, colours, attributes.
  private static let script = """
    import os, subprocess, sys, pyte
    path, width, height = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    environment = dict(os.environ, LC_ALL="C.UTF-8", ASCIINEMA_CONFIG_HOME=path + ".config")
    output = subprocess.run(
      [sys.executable, "-m", "asciinema", "cat", path], env=environment, check=True,
      stdout=subprocess.PIPE).stdout.decode()
    screen = pyte.Screen(width, height)
    pyte.Stream(screen).feed(output)
    for y in range(height):
      for x in range(width):
        cell = screen.buffer[y][x]
        print(cell.data, cell.fg, cell.bg, int(cell.bold), int(cell.reverse), int(cell.underscore))
    """

  /// The cells of a canvas as the script prints them.
  private func cells(_ canvas: Canvas) -> String {
    func name(_ color: Color) -> String {
      guard case .palette(let index) = color else { return "default" }
      let rgb = Palette.rgb(of: index)
      return [rgb.red, rgb.green, rgb.blue].map { part in
        String(part, radix: 16).count == 1 ? "0" + String(part, radix: 16) : String(part, radix: 16)
      }.joined()
    }
    var lines = ""
    for y in 0..<canvas.height {
      for x in 0..<canvas.width {
        let (cell, style) = (canvas[x, y], canvas[x, y].style)
        let attributes = [Style.Attributes.bold, .reverse, .underline]
          .map { style.attributes.contains($0) ? "1" : "0" }.joined(separator: " ")
        lines += "\(cell.character) \(name(style.foreground)) \(name(style.background)) "
        lines += attributes + "\n"
      }
    }
    return lines
  }

  @Test(.needsPython("asciinema, pyte"))
  func `a terminal to which asciinema plays a recording shows the last canvas`() throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("ganscope-\(UUID().uuidString).cast")
    defer {
      try? FileManager.default.removeItem(at: file)
      try? FileManager.default.removeItem(atPath: file.path + ".config")
    }
    let header = Asciicast.Header(width: 30, height: 8, title: "test", timestamp: 0)
    var cast = Asciicast(header)
    var lines = header.line
    for number in 0..<4 {
      lines += cast.frame(canvas(number, width: 30, height: 8), at: Double(number))
      lines += cast.marker("epoch \(number)", at: Double(number))
    }
    var last = canvas(4, width: 40, height: 12)
    lines += cast.frame(last, at: 4)
    last.write("only this has changed", x: 3, y: 5, style: Style(foreground: .palette(208)))
    lines += cast.frame(last, at: 5) + cast.end(at: 6)
    try Data(lines.utf8).write(to: file)
    #expect(Python.run(Self.script, [file.path, "40", "12"]) == cells(last))
  }
}
