import Testing

/// Terminal, locale and options in real terminals.
@Suite struct `What a terminal can show` {
  struct Kind: Sendable, CustomTestStringConvertible {
    var arguments = ""
    var environment: [String: String] = [:]
    let expected: String
    var testDescription: String { "\(arguments) \(environment)" }
  }

  @Test(arguments: [
    Kind(environment: ["TERM": "xterm-256color"], expected: "colors 256 unicode true"),
    Kind(environment: ["TERM": "tmux-256color"], expected: "colors 256 unicode true"),
    Kind(environment: ["TERM": "xterm"], expected: "colors 8 unicode true"),
    Kind(environment: ["TERM": "linux"], expected: "colors 8 unicode false ascii"),
    Kind(
      arguments: "--glyphs blocks", environment: ["TERM": "linux"],
      expected: "colors 8 unicode true blocks"),
    Kind(environment: ["TERM": "vt100"], expected: "colors 2 unicode true"),
    Kind(environment: ["LC_ALL": "C"], expected: "colors 256 unicode false"),
    Kind(environment: ["NO_COLOR": "1"], expected: "colors 2 unicode true"),
    Kind(environment: ["NO_COLOR": ""], expected: "colors 256 unicode true"),
    Kind(environment: ["GANSCOPE_SYNC": "0"], expected: "colors 256 unicode true"),
    Kind(
      arguments: "--colors 16", environment: ["NO_COLOR": "1"], expected: "colors 16 unicode true"),
    Kind(
      arguments: "--colors 256", environment: ["TERM": "xterm"], expected: "colors 8 unicode true"),
    Kind(environment: ["TERM": "ansi"], expected: "colors 8 unicode true blocks"),
    Kind(environment: ["TERM": "screen"], expected: "colors 8 unicode true blocks"),
    Kind(arguments: "--glyphs ascii", expected: "colors 256 unicode false ascii"),
    Kind(arguments: "--glyphs quadrants", expected: "colors 256 unicode true quadrants"),
    Kind(arguments: "--glyphs braille", expected: "colors 256 unicode true braille"),
    Kind(
      arguments: "--glyphs braille", environment: ["LC_ALL": "C"],
      expected: "colors 256 unicode false ascii"),
  ])
  func `terminal, locale and options decide what is shown`(_ kind: Kind) async throws {
    // tmux sets TERM itself, after its own environment.
    let term = kind.environment["TERM"] ?? "tmux-256color"
    let terminal = try await TmuxTerminal.startProbe(
      kind.arguments, environment: kind.environment, shell: "TERM=\(term); export TERM")
    try await terminal.wait(forText: kind.expected)
    try terminal.press("q")
    try await terminal.expectSaneModes()
  }

  @Test func `more pairs of colours than 255 are told apart`() async throws {
    let terminal = try await TmuxTerminal.startProbe(
      height: 30, shell: "TERM=tmux-256color; export TERM")
    try await terminal.wait(forText: "corner")
    let lastRow = try terminal.styledText.split(separator: "\n")[26]
    #expect(lastRow.contains("38;5;255"))
    #expect(lastRow.contains("48;5;230") && lastRow.contains("48;5;254"))
  }

  @Test func `a cell shows nothing that moves the cursor or takes two columns`() async throws {
    let terminal = try await TmuxTerminal.startProbe()
    try await terminal.wait(forText: "tab?bell?wide?")
  }

  @Test(arguments: [
    ("TERM=unheard-of", "unknown terminal TERM=unheard-of; set one that"),
    ("TERM=dumb", "TERM=dumb cannot place the cursor; set one that can"),
    ("TERM=", "the environment variable TERM is not set; set it"),
  ])
  func `a terminal that cannot do it is refused in one line`(
    assignment: String, message: String
  ) async throws {
    let terminal = try await TmuxTerminal(width: 120)
    try terminal.run(
      "stty -a >before; \(assignment) \"\(TmuxTerminal.probe)\"; echo $? >code; stty -a >after")
    try await terminal.wait(forText: "terminal-probe: \(message)")
    #expect(try await terminal.wait(forFile: "code") == "69\n")
    try await terminal.expectSaneModes()
  }

  @Test(arguments: ["</dev/null", "| cat"])
  func `without a terminal it says so`(redirection: String) async throws {
    let terminal = try await TmuxTerminal(width: 120)
    try terminal.run("\"\(TmuxTerminal.probe)\" \(redirection)")
    try await terminal.wait(forText: "terminal-probe: standard input or output is no terminal")
  }
}
