import Foundation
import Testing

/// The bytes that ncurses and the program write, and what real terminals make of them.
@Suite struct `What a program writes on the screen` {
  @Test(arguments: ["xterm-256color", "linux", "rxvt-unicode-256color"])
  func `the user's palette is never redefined and never reset`(term: String) async throws {
    let written = try await TmuxTerminal.bytesOfProbe(term: term)
    for palette in ["\u{1B}]4;", "\u{1B}]104", "\u{1B}]R", "\u{1B}]P"] {
      #expect(!written.contains(palette))
    }
  }

  @Test(arguments: [("", false), ("GANSCOPE_SYNC=1", true), ("TERM_PROGRAM=WezTerm", false)])
  func `frames are marked where it is wanted`(assignment: String, isMarked: Bool) async throws {
    let terminal = try await TmuxTerminal()
    try terminal.record(into: "written")
    try terminal.run("\(assignment) \"\(TmuxTerminal.probe)\"")
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
    let usual = try await TmuxTerminal.startProbe(height: 30, shell: term)
    try await usual.wait(forText: "corner")
    let expected = try usual.styledText
    let slow = try await TmuxTerminal.startProbe("--bandwidth 8192", height: 30, shell: term)
    try await slow.wait(for: "the same screen") { _ in try slow.styledText == expected }
    try slow.press("d")
    try await slow.wait(for: "the deadline") { $0.contains(/\d+ deadline/) }
    try slow.press("q")
    try await slow.expectSaneModes()
  }
}
