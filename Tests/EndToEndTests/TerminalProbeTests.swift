import Foundation
import Testing

/// The terminal by ncurses in real terminals, with a program that uses nothing else.
@Suite struct `A program on the screen` {
  private let probe = builtProgram("terminal-probe")

  /// A terminal in which the probe is up.
  ///
  /// Its process number is in the file `pid`, its exit code
  /// comes into the file `code`, and what `stty` said before and after in `before` and `after`.
  private func startProbe(
    _ arguments: String = "", width: Int = 80, height: Int = 24,
    environment: [String: String] = [:], shell prefix: String = ""
  ) async throws -> TmuxTerminal {
    let terminal = try await TmuxTerminal(width: width, height: height, environment: environment)
    try """
    \(prefix)
    stty -a >before
    (sh -c 'echo $$ >pid; exec "\(probe)" \(arguments)')
    echo $? >code
    stty -a >after
    """.write(
      to: terminal.folder.appendingPathComponent("session"), atomically: true, encoding: .utf8)
    try terminal.run("clear; . ./session")
    try await terminal.wait(forText: "ready")
    return terminal
  }

  private func expectSaneTerminal(_ terminal: TmuxTerminal) async throws {
    let after = try await terminal.wait(forFile: "after")
    let before = try await terminal.wait(forFile: "before")
    #expect(after == before)
    #expect(try !terminal.showsAlternateScreen)
    #expect(try terminal.showsCursor)
    #expect(try !terminal.reportsMouse)
    try terminal.run("echo typed")
    try await terminal.wait(for: "an echo and its output") {
      $0.contains("$ echo typed") && $0.contains("\ntyped")
    }
  }

  private func processNumber(_ terminal: TmuxTerminal) async throws -> pid_t {
    let text = try await terminal.wait(forFile: "pid")
    return try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  // MARK: - Ends

  /// Keys of the probe that end it, and its exit code.
  private static let endings: [(String, Int32)] = [
    ("q", 0), ("x", 3), ("t", 128 + trapSignal), ("T", 128 + trapSignal),
  ]

  /// What a failed precondition raises on this processor.
  #if arch(arm64)
    private static let trapSignal = SIGTRAP
  #else
    private static let trapSignal = SIGILL
  #endif

  @Test(arguments: endings)
  func `the terminal is as before when it quits, exits or traps in any thread`(
    key: String, code: Int32
  ) async throws {
    let terminal = try await startProbe()
    #expect(try terminal.showsAlternateScreen)
    #expect(try !terminal.showsCursor)
    #expect(try terminal.reportsMouse)
    try terminal.press(key)
    #expect(try await terminal.wait(forFile: "code") == "\(code)\n")
    try await expectSaneTerminal(terminal)
  }

  /// Signals and the exit code that they lead to.
  private static let signals: [(Int32, Int32)] = [
    (SIGINT, 0), (SIGTERM, 0), (SIGHUP, 0), (SIGQUIT, 128 + SIGQUIT), (SIGSEGV, 128 + SIGSEGV),
    (SIGABRT, 128 + SIGABRT), (SIGBUS, 128 + SIGBUS), (SIGFPE, 128 + SIGFPE),
  ]

  @Test(arguments: signals)
  func `the terminal is as before when a signal ends it`(signal: Int32, code: Int32) async throws {
    let terminal = try await startProbe()
    kill(try await processNumber(terminal), signal)
    #expect(try await terminal.wait(forFile: "code") == "\(code)\n")
    try await expectSaneTerminal(terminal)
  }

  @Test func `the trace of a crash is printed on the restored screen`() async throws {
    let terminal = try await startProbe(
      width: 160, height: 100,
      environment: [
        "SWIFT_BACKTRACE": "enable=yes,interactive=no,color=no,symbolicate=off,threads=crashed,"
          + "registers=none,images=none"
      ])
    try terminal.press("t")
    #expect(try await terminal.wait(forFile: "code") == "\(128 + Self.trapSignal)\n")
    let text = try await terminal.wait(forText: "crashed")
    #expect(text.contains("a deliberate trap"))
    try await expectSaneTerminal(terminal)
  }

  @Test(arguments: ["", "trap '' HUP"])
  func `it ends when the terminal is closed, even if hang-ups are ignored`(
    prefix: String
  ) async throws {
    let terminal = try await startProbe(shell: prefix)
    let number = try await processNumber(terminal)
    try terminal.close()
    let deadline = ContinuousClock.now + .seconds(180)
    while isRunning(number), ContinuousClock.now < deadline {
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(!isRunning(number))
  }

  /// Whether a process runs; one that has ended and that nobody has asked for does not.
  private func isRunning(_ number: pid_t) -> Bool {
    guard let status = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8) else {
      return false
    }
    return !status.contains(") Z ")
  }

  // MARK: - Size

  @Test func `it follows the size of the terminal, whatever LINES and COLUMNS say`() async throws {
    let terminal = try await startProbe(environment: ["LINES": "10", "COLUMNS": "33"])
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
    try await expectSaneTerminal(terminal)
  }

  // MARK: - Events

  @Test func `keys arrive in both of their forms, one by one and in their order`() async throws {
    let terminal = try await startProbe()
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
    let terminal = try await startProbe()
    try terminal.press("w")
    try await terminal.wait(forText: "2 woken")
    try terminal.press("d")
    try await terminal.wait(for: "the deadline") { $0.contains(/\d+ deadline/) }
  }

  @Test func `messages are kept off the screen and shown afterwards`() async throws {
    let terminal = try await startProbe()
    try terminal.press("p", "p")
    let screen = try await terminal.wait(forText: "2 key")
    #expect(!screen.contains("a message from below"))
    try terminal.press("q")
    let text = try await terminal.wait(forText: "closed well")
    #expect(text.matches(of: /a message from below/).count == 2)
  }

  @Test func `it can be suspended and continued`() async throws {
    let terminal = try await TmuxTerminal()
    try terminal.run("stty -a >before; clear")
    try terminal.run("\"\(probe)\"")
    try await terminal.wait(forText: "ready")
    for round in 1...3 {
      try terminal.press("C-z")
      try await terminal.wait(for: "the shell") { $0.contains("Stopped") && $0.contains("\n$\n") }
      #expect(try !terminal.showsAlternateScreen)
      try terminal.run("clear; stty -a >stopped\(round)")
      let modes = try await terminal.wait(forFile: "stopped\(round)")
      #expect(try await terminal.wait(forFile: "before") == modes)
      try terminal.run("fg")
      try await terminal.wait(forText: "\(round) resumed")
      #expect(try terminal.showsAlternateScreen)
    }
    try terminal.press("q")
    try await terminal.wait(forText: "closed well")
    try terminal.run("stty -a >after")
    try await expectSaneTerminal(terminal)
  }

  @Test func `a hundred times suspended and continued, it is the same`() async throws {
    let terminal = try await TmuxTerminal()
    // The shell gives 128 and the signal's number for a job that was stopped.
    let loop = "while [ $? -gt 128 ]; do clear; fg >/dev/null; done; echo over"
    try terminal.run("sh -c 'echo $$ >pid; exec \"\(probe)\"'; \(loop)")
    try await terminal.wait(forText: "ready")
    let descriptors = "/proc/\(try await processNumber(terminal))/fd"
    let before = try FileManager.default.contentsOfDirectory(atPath: descriptors).count
    for round in 1...100 {
      try terminal.press("C-z")
      try await terminal.wait(forText: "\(round) resumed")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: descriptors).count == before)
    #expect(try terminal.showsAlternateScreen && terminal.reportsMouse)
    try await terminal.wait(forText: "size 80x24")
    try terminal.press("q")
    try await terminal.wait(forText: "over")
  }

  /// Starts the probe as a job of the terminal's shell.
  private func startJob(_ preparation: String = ":") async throws -> TmuxTerminal {
    let terminal = try await TmuxTerminal()
    try terminal.run("stty -a >before; \(preparation); sh -c 'echo $$ >pid; exec \"\(probe)\"'")
    try await terminal.wait(forText: "ready")
    return terminal
  }

  private func waitForStop(of number: pid_t, on terminal: TmuxTerminal) async throws {
    try await terminal.wait(for: "its being stopped") { _ in
      try String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8).contains(") T ")
    }
  }

  @Test func `another process may suspend it`() async throws {
    let terminal = try await startJob()
    let number = try await processNumber(terminal)
    kill(number, SIGTSTP)
    try await waitForStop(of: number, on: terminal)
    try await terminal.wait(for: "the shell") { $0.contains("Stopped") && $0.contains("\n$\n") }
    #expect(try !terminal.showsAlternateScreen && !terminal.reportsMouse)
    try terminal.run("fg")
    try await terminal.wait(forText: "1 resumed")
    #expect(try terminal.showsAlternateScreen && terminal.reportsMouse)
  }

  @Test func `stopped and continued without being asked, it takes the screen again`() async throws {
    // Without job control, so that the shell does not take the terminal meanwhile.
    let terminal = try await startJob("set +m")
    let number = try await processNumber(terminal)
    kill(number, SIGSTOP)
    try await waitForStop(of: number, on: terminal)
    kill(number, SIGCONT)
    try await terminal.wait(forText: "1 resumed")
    try await terminal.wait(forText: "corner")
    #expect(try terminal.showsAlternateScreen && terminal.reportsMouse)
  }

  @Test func `in the background it stands still until it has the terminal again`() async throws {
    let terminal = try await startJob()
    try terminal.press("C-z")
    try await terminal.wait(for: "the shell") { $0.contains("Stopped") && $0.contains("\n$\n") }
    try terminal.run("clear; bg")
    try await terminal.wait(forText: "exec")
    try await waitForStop(of: try await processNumber(terminal), on: terminal)
    #expect(try !terminal.showsAlternateScreen)
    try terminal.run("fg")
    try await terminal.wait(forText: "resumed")
    #expect(try terminal.showsAlternateScreen)
    try terminal.press("q")
    try await terminal.wait(forText: "closed well")
    try terminal.run("stty -a >after")
    try await expectSaneTerminal(terminal)
  }

  // MARK: - The mouse

  @Test(arguments: ["xterm-256color", "tmux-256color", "screen"])
  func `the mouse is reported in numbers, whatever the terminal's description says`(
    term: String
  ) async throws {
    let terminal = try await startProbe(width: 120, shell: "TERM=\(term); export TERM")
    #expect(try terminal.reportsMouse)
    try terminal.type("\u{1B}[<0;300;5M\u{1B}[<32;301;5M\u{1B}[<0;301;5m\u{1B}[<65;1;1M")
    try terminal.type("\u{1B}[M !!")
    let text = try await terminal.wait(forText: "5 press 0,0")
    for line in ["1 press 299,4", "2 drag 300,4", "3 release 300,4", "4 wheelDown 0,0"] {
      #expect(text.contains(line))
    }
    try terminal.press("q")
    try await expectSaneTerminal(terminal)
  }

  @Test(arguments: [("--no-mouse", "xterm-256color"), ("", "vt100"), ("", "ansi")])
  func `where the mouse is unwanted or unknown, nothing is written about it`(
    argument: String, term: String
  ) async throws {
    let written = try await bytesOfSession(argument, term: term)
    for mode in ["?1000", "?1002", "?1006"] { #expect(!written.contains(mode)) }
  }

  // MARK: - What is written

  /// What the probe writes from its start over a suspension to its end.
  private func bytesOfSession(_ arguments: String = "", term: String) async throws -> String {
    let terminal = try await TmuxTerminal()
    try terminal.run("TERM=\(term); export TERM")
    try terminal.record(into: "written")
    try terminal.run("clear; \"\(probe)\" \(arguments)")
    try await terminal.wait(forText: "ready")
    try terminal.press("C-z")
    try await terminal.wait(forText: "Stopped")
    try terminal.run("fg")
    try await terminal.wait(forText: "1 resumed")
    try terminal.press("q")
    try await terminal.wait(forText: "closed well")
    let file = terminal.folder.appendingPathComponent("written")
    var written = ""
    try await terminal.wait(for: "the end of the record") { _ in
      written = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      return written.contains("closed well")
    }
    return written
  }

  @Test(arguments: ["xterm-256color", "linux", "rxvt-unicode-256color"])
  func `the user's palette is never redefined and never reset`(term: String) async throws {
    let written = try await bytesOfSession(term: term)
    for palette in ["\u{1B}]4;", "\u{1B}]104", "\u{1B}]R", "\u{1B}]P"] {
      #expect(!written.contains(palette))
    }
  }

  @Test(arguments: [("", false), ("GANSCOPE_SYNC=1", true), ("TERM_PROGRAM=WezTerm", false)])
  func `frames are marked where it is wanted`(assignment: String, isMarked: Bool) async throws {
    let terminal = try await TmuxTerminal()
    try terminal.record(into: "written")
    try terminal.run("\(assignment) \"\(probe)\"")
    try await terminal.wait(forText: "ready")
    try terminal.press("q")
    try await terminal.wait(forText: "closed well")
    let file = terminal.folder.appendingPathComponent("written")
    try await terminal.wait(for: "the end of the record") { _ in
      String(decoding: try Data(contentsOf: file), as: UTF8.self).contains("closed well")
    }
    let written = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let starts = written.components(separatedBy: "\u{1B}[?2026h").count - 1
    let ends = written.components(separatedBy: "\u{1B}[?2026l").count - 1
    #expect((starts > 0) == isMarked)
    #expect(starts == ends)
  }

  @Test func `with little bandwidth the same screen comes about, in more pieces`() async throws {
    let term = "TERM=tmux-256color; export TERM"
    let usual = try await startProbe(height: 30, shell: term)
    try await usual.wait(forText: "corner")
    let expected = try usual.styledText
    let slow = try await startProbe("--bandwidth 8192", height: 30, shell: term)
    try await slow.wait(for: "the same screen") { _ in try slow.styledText == expected }
    try slow.press("d")
    try await slow.wait(for: "the deadline") { $0.contains(/\d+ deadline/) }
    try slow.press("q")
    try await expectSaneTerminal(slow)
  }

  // MARK: - Capabilities

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
    let terminal = try await startProbe(
      kind.arguments, environment: kind.environment, shell: "TERM=\(term); export TERM")
    try await terminal.wait(forText: kind.expected)
    try terminal.press("q")
    try await expectSaneTerminal(terminal)
  }

  @Test func `more pairs of colours than 255 are told apart`() async throws {
    let terminal = try await startProbe(height: 30, shell: "TERM=tmux-256color; export TERM")
    try await terminal.wait(forText: "corner")
    let lastRow = try terminal.styledText.split(separator: "\n")[26]
    #expect(lastRow.contains("38;5;255"))
    #expect(lastRow.contains("48;5;230") && lastRow.contains("48;5;254"))
  }

  @Test func `a cell shows nothing that moves the cursor or takes two columns`() async throws {
    let terminal = try await startProbe()
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
    try terminal.run("stty -a >before; \(assignment) \"\(probe)\"; echo $? >code; stty -a >after")
    try await terminal.wait(forText: "terminal-probe: \(message)")
    #expect(try await terminal.wait(forFile: "code") == "69\n")
    try await expectSaneTerminal(terminal)
  }

  @Test(arguments: ["</dev/null", "| cat"])
  func `without a terminal it says so`(redirection: String) async throws {
    let terminal = try await TmuxTerminal(width: 120)
    try terminal.run("\"\(probe)\" \(redirection)")
    try await terminal.wait(forText: "terminal-probe: standard input or output is no terminal")
  }
}
