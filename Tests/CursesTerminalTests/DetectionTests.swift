import CursesTerminal
import Terminal
import Testing

@Suite struct `Detection of what a terminal can do` {
  struct Case: Sendable, CustomTestStringConvertible {
    let variables: [String: String]
    let isWanted: Bool
    var testDescription: String { "\(variables)" }
  }

  @Test(arguments: [
    Case(variables: ["TERM": "xterm-kitty"], isWanted: true),
    Case(variables: ["TERM": "foot"], isWanted: true),
    Case(variables: ["TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"], isWanted: true),
    Case(variables: ["TERM": "xterm-256color", "WT_SESSION": "7a1d"], isWanted: true),
    Case(variables: ["TERM": "xterm-256color", "LC_TERMINAL": "iTerm2"], isWanted: true),
    Case(variables: ["TERM": "xterm-256color", "LC_TERMINAL": "another"], isWanted: false),
    Case(variables: ["TERM": "xterm-256color"], isWanted: false),
    Case(variables: ["TERM": "xterm-256color", "VTE_VERSION": "6800"], isWanted: false),
    Case(variables: ["TERM": "linux"], isWanted: false),
    Case(variables: [:], isWanted: false),
    // The terminal outside has left its mark, but a multiplexer stands between.
    Case(
      variables: ["TERM": "screen-256color", "STY": "1.pts", "KITTY_WINDOW_ID": "1"],
      isWanted: false),
    Case(
      variables: [
        "TERM": "tmux-256color", "TMUX": "/tmp/t,1,0", "KITTY_WINDOW_ID": "1",
        "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.3a",
      ], isWanted: false),
    Case(
      variables: ["TMUX": "x", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.6a"],
      isWanted: false),
    Case(
      variables: ["TMUX": "x", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "next-3.7"],
      isWanted: false),
    Case(
      variables: ["TMUX": "x", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.7"],
      isWanted: true),
    Case(
      variables: ["TMUX": "x", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "4.0"],
      isWanted: true),
    // The user knows better.
    Case(variables: ["TERM": "xterm-kitty", "GANSCOPE_SYNC": "0"], isWanted: false),
    Case(variables: ["TERM": "xterm", "GANSCOPE_SYNC": "1"], isWanted: true),
  ])
  func `synchronized output is used where it is known to work`(_ example: Case) {
    let environment = TerminalEnvironment(example.variables)
    #expect(SynchronizedOutput.isWanted(in: environment) == example.isWanted)
  }

  @Test(arguments: [
    (["TMUX": "/tmp/tmux-0/default,1,0", "TERM": "screen"], "tmux"),
    (["STY": "123.pts-0", "TERM": "xterm"], "screen"),
    (["TERM": "screen.xterm-256color"], "screen"),
    (["TERM": "tmux"], "tmux"), (["TERM": "xterm", "TMUX": "", "STY": ""], nil), ([:], nil),
  ])
  func `a multiplexer is known by its variables or by TERM`(
    variables: [String: String], name: String?
  ) {
    #expect(TerminalEnvironment(variables).multiplexer?.rawValue == name)
  }

  @Test(arguments: GlyphSet.allCases)
  @MainActor func `a locale without block characters shows ASCII, whatever is wanted`(
    wanted: GlyphSet
  ) {
    // The tests run in the locale C.
    #expect(GlyphDetection.glyphs(wanted: wanted, terminal: "xterm") == .ascii)
  }

  @Test @MainActor func `an option decides before the environment, and that before the terminal`() {
    var options = TerminalOptions()
    let unwanted = TerminalEnvironment(["NO_COLOR": "1"])
    func colors(_ environment: TerminalEnvironment) -> ColorDepth {
      detectedCapabilities(options, .palette, environment).colors
    }
    #expect(colors(TerminalEnvironment([:])) == .palette)
    #expect(colors(TerminalEnvironment(["NO_COLOR": ""])) == .palette)
    #expect(colors(unwanted) == .monochrome)
    options.colors = .sixteen
    #expect(colors(unwanted) == .sixteen)
    #expect(detectedCapabilities(options, .eight, unwanted).colors == .eight)
  }
}
