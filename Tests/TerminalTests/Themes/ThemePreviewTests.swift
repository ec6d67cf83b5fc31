import Terminal
import Testing

struct ThemePreviewTests {
  private func canvas(
    _ capabilities: TerminalCapabilities, theme name: String = "slate"
  ) throws -> Canvas {
    let (width, height) = ThemePreview.size
    var canvas = Canvas(width: width, height: height)
    let theme = try #require(try Theme.builtin(name))
    ThemePreview(theme, note: "dark", capabilities: capabilities)
      .draw(in: canvas.bounds, onto: &canvas)
    return canvas
  }

  @Test func `a preview shows words, curves, bars, a line of time and an image`() throws {
    let canvas = try canvas(TerminalCapabilities(colors: .palette, glyphs: .blocks))
    #expect(
      canvas.text == """
        ╭─ slate ─────────────────────────────────────────────── dark ─╮
        │ title  text  caption  key   chosen                           │
        │ good  warning  error                                         │
        │                                                              │
        │ discriminator       generator                   ▀▀▀▀         │
        │ ██▇▇▆▆▆▅▅▄▄▄▃▃▂▂▂▁▁                ▁▁▂▃       ▀▀▀▀▀▀▀▀       │
        │ ███████████████████ ▃▃▃▃▃▃▄▄▄▅▅▆▇▇█████      ▀▀▀▀▀▀▀▀▀▀      │
        │                                              ▀▀▀▀  ▀▀▀▀      │
        │ real ██████████████████████████████▋────     ▀▀▀▀  ▀▀▀▀      │
        │ fake █████████████▏─────────────────────     ▀▀▀▀▀▀▀▀▀▀      │
        │ ━━━━━━━━━━┷━━━━━━━━━#━━━━━━━━━──────────      ▀▀▀▀▀▀▀▀       │
        │ ━━━1 ━━━2 ━━━3 ━━━4 ━━━5 ━━━6                   ▀▀▀▀         │
        ╰──────────────────────────────────────────────────────────────╯
        """)
  }

  @Test(arguments: Theme.builtinNames)
  func `every role but those of states of areas is in a preview`(name: String) throws {
    let canvas = try canvas(TerminalCapabilities(colors: .palette, glyphs: .blocks), theme: name)
    let shown = Set(
      (0..<canvas.height).flatMap { y in
        (0..<canvas.width).map { canvas[$0, y].style }
      })
    let theme = try #require(try Theme.builtin(name))
    for role in Theme.Role.allCases { #expect(shown.contains(theme[role]), "\(role)") }
  }

  @Test func `without colours and blocks a preview is plain text`() throws {
    let canvas = try canvas(TerminalCapabilities(colors: .monochrome, glyphs: .ascii))
    #expect(canvas.text.allSatisfy { $0.isASCII })
  }
}
