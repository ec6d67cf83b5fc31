import Foundation
import Testing

/// `ganscope doctor`, which says what it found and how to mend it.
@Suite struct `The doctor` {
  private struct Report: Decodable {
    struct Finding: Decodable {
      let subject, value, verdict: String
      let meaning, fix: String?
    }

    let canOpenScreen: Bool
    let findings: [Finding]

    subscript(subject: String) -> Finding? { findings.first { $0.subject == subject } }
  }

  private let ganscope: GanscopeCommand

  init() throws {
    ganscope = try GanscopeCommand()
  }

  /// The answer on a usual terminal, but for what is given.
  private func answer(
    _ arguments: [String] = [], _ environment: [String: String] = [:]
  ) throws -> GanscopeCommand.Answer {
    let usual = [
      "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "NO_COLOR": "", "TMUX": "", "STY": "",
    ]
    let variables = usual.merging(environment) { $1 }.map { "\($0.key)=\($0.value)" }
    return try ganscope.run(["doctor"] + arguments, environment: variables)
  }

  private func report(_ environment: [String: String] = [:]) throws -> Report {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(
      Report.self, from: Data(answer(["--json"], environment).output.utf8))
  }

  private func write(_ text: String, to path: String) throws {
    let file = ganscope.folder.appendingPathComponent("config/ganscope/\(path)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
  }

  @Test func `all is well on a usual terminal`() throws {
    let report = try report()
    #expect(report.canOpenScreen && !report.findings.contains { $0.verdict == "problem" })
    #expect(report["TERM"]?.value == "xterm-256color")
    #expect(report["colours"]?.value == "256 there, 256 used")
    #expect(report["locale"]?.value == "C.UTF-8, UTF-8")
    #expect(report["blocks"]?.value == "one column each")
    #expect(report["data sets"]?.value == "strokes")
    #expect(report["runs"]?.value.contains("data/ganscope/runs") == true)
    #expect(try answer().code == 0)
  }

  @Test func `where nothing is a terminal the table is plain ASCII`() throws {
    let text = try answer().output
    #expect(text.contains("ok    TERM"))
    #expect(text.utf8.allSatisfy { $0 == 10 || (32..<127).contains($0) })
  }

  @Test(arguments: [
    (["NO_COLOR": "1"], "colours", "unset NO_COLOR"),
    (["TERM": "xterm"], "colours", "export TERM=xterm-256color"),
    (["TERM": "screen", "STY": "1.pts"], "colours", "term screen-256color"),
    (["LC_ALL": "C"], "locale", "export LC_ALL=C.UTF-8"),
    (["LC_ALL": "nowhere"], "locale", "export LC_ALL=C.UTF-8"),
    (["TERM": "linux"], "blocks", "ganscope --glyphs blocks"),
    (["SSH_TTY": "/dev/pts/9"], "remote shell", "ganscope --bandwidth 32k"),
    (["COLORFGBG": "0;15"], "background", "ganscope --theme paper"),
  ])
  func `what could be better has a line to copy`(
    environment: [String: String], subject: String, fix: String
  ) throws {
    let report = try report(environment)
    let finding = try #require(report[subject])
    #expect(finding.verdict == "note" && finding.fix == fix)
    #expect(report.canOpenScreen)
  }

  @Test(arguments: ["dumb", "unheard-of", ""])
  func `a terminal on which no screen can be opened ends in 69`(term: String) throws {
    let answer = try answer([], ["TERM": term])
    #expect(answer.code == 69)
    #expect(answer.output.contains("problem  TERM"))
    #expect(answer.output.contains("\n    export TERM=xterm-256color"))
  }

  @Test func `runs have no place in what is no folder`() throws {
    let runs = try #require(try report(["XDG_DATA_HOME": "/dev/null"])["runs"])
    #expect(runs.verdict == "problem")
    #expect(runs.meaning?.hasPrefix("/dev/null is no folder") == true)
  }

  @Test func `mistakes in a user's files are told with their places`() throws {
    try write("theme[graph_text]=\"nonsense\"\n", to: "themes/mine.theme")
    try write("title = 3\n", to: "recipes/own.toml")
    let harmless = try report()
    for subject in ["themes", "recipes"] {
      #expect(harmless[subject]?.verdict == "problem")
    }
    #expect(harmless["themes"]?.meaning?.contains("mine.theme:1") == true)
    #expect(harmless["recipes"]?.meaning?.contains("own.toml") == true)
    #expect(harmless.canOpenScreen)

    try write("bandwidth = \"fast\"\n", to: "config.toml")
    #expect(try report()["options"]?.meaning?.contains("config.toml:1") == true)
    #expect(try !report().canOpenScreen)
    try write("mouse = false\n", to: "config.toml")
    #expect(try report()["mouse"]?.value == "not used, as config.toml says")

    try write("[keys]\nx = \"no such thing\"\n", to: "keys.toml")
    let hopeless = try report()
    #expect(hopeless["keys"]?.meaning?.contains("keys.toml:2") == true)
    #expect(!hopeless.canOpenScreen)
  }

  @Test func `on a terminal it draws a test card, and finds out about tmux`() async throws {
    let terminal = try await TmuxTerminal(width: 100, height: 80)
    try terminal.run("clear; TERM=tmux-256color \"\(builtProgram("ganscope"))\" doctor; echo over")
    let text = try await terminal.wait(for: "its end") { $0.contains("\nover") }
    #expect(text.contains("size                 100x80"))
    #expect(text.contains("multiplexer          tmux "))
    #expect(text.contains("    tmux set -g mouse on"))
    #expect(text.contains("braille    ▀▄█"))
    #expect(try terminal.styledText.contains("48;5;244"))
  }
}
