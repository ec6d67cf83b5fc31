import Testing

/// Sizes, keys, other threads and the mouse, in real terminals.
@Suite struct `What a program on the screen is told` {
  @Test func `it follows the size of the terminal, whatever LINES and COLUMNS say`() async throws {
    let terminal = try await TmuxTerminal.startProbe(environment: ["LINES": "10", "COLUMNS": "33"])
    try await terminal.wait(forText: "size 80x24")
    for (width, height) in [(40, 10), (120, 50), (3, 2), (80, 24)] {
      try await terminal.resize(width: width, height: height)
      let lastLine = String("corner".suffix(width))
      try await terminal.wait(for: "the corner of \(width)x\(height)") { text in
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.count >= height && lines[height - 1].hasSuffix(lastLine)
          && lines[height - 1].count == width
      }
    }
    try await terminal.wait(forText: "size 80x24")
    try terminal.press("q")
    try await terminal.expectSaneModes()
  }

  @Test func `keys arrive in both of their forms, one by one and in their order`() async throws {
    let terminal = try await TmuxTerminal.startProbe()
    try terminal.press("Down", "F3", "Enter", "C-c", "é", "Escape")
    try await terminal.wait(forText: "6 key(Terminal.Key.escape)")
    try terminal.type("\u{1B}[A\u{1B}OA")
    let text = try await terminal.wait(forText: "8 key")
    let names = text.matches(of: /(\d) key\(Terminal\.Key\.([^▀]*?)\)\s/).map { $0.2 }
    #expect(
      names == [
        "down", "function(3)", "enter", "control(\"c\")", "character(\"é\")", "escape", "up", "up",
      ])
  }

  @Test func `another thread wakes it, and a deadline ends the wait`() async throws {
    let terminal = try await TmuxTerminal.startProbe()
    try terminal.press("w")
    try await terminal.wait(forText: "2 woken")
    try terminal.press("d")
    try await terminal.wait(for: "the deadline") { $0.contains(/\d+ deadline/) }
  }

  @Test(arguments: ["xterm-256color", "tmux-256color", "screen"])
  func `the mouse is reported in numbers, whatever the terminal's description says`(
    term: String
  ) async throws {
    let terminal = try await TmuxTerminal.startProbe(width: 120, shell: "TERM=\(term); export TERM")
    #expect(try terminal.reportsMouse)
    try terminal.type("\u{1B}[<0;300;5M\u{1B}[<32;301;5M\u{1B}[<0;301;5m\u{1B}[<65;1;1M")
    try terminal.type("\u{1B}[M !!")
    let text = try await terminal.wait(forText: "5 press 0,0")
    for line in ["1 press 299,4", "2 drag 300,4", "3 release 300,4", "4 wheelDown 0,0"] {
      #expect(text.contains(line))
    }
    try terminal.press("q")
    try await terminal.expectSaneModes()
  }

  @Test(arguments: [("--no-mouse", "xterm-256color"), ("", "vt100"), ("", "ansi")])
  func `where the mouse is unwanted or unknown, nothing is written about it`(
    argument: String, term: String
  ) async throws {
    let written = try await TmuxTerminal.bytesOfProbe(argument, term: term)
    for mode in ["?1000", "?1002", "?1006"] { #expect(!written.contains(mode)) }
  }
}
