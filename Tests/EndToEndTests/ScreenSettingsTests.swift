import Foundation
import Testing

/// What a user has set for every live screen, and lines for it from the shell.
@Suite(.serialized) struct `Screen settings` {
  private let program: GanscopeCommand

  init() throws {
    program = try GanscopeCommand()
  }

  private func write(_ text: String, to name: String) throws {
    let folder = program.folder.appending(path: "config/ganscope")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  @Test(arguments: [
    ("config.toml", "glyphs = \"runes\"", "config.toml:1: glyphs: 'runes' is not known; "),
    ("config.toml", "\ncolours = 8", "config.toml:2: "),
    ("config.toml", "bandwidth = \"1\"", "config.toml:1: bandwidth: '1' is no rate from 8k"),
    ("config.toml", "theme = \"phosfor\"", "config.toml:1: theme: no theme 'phosfor'; did"),
    ("keys.toml", "[keys]\nx = \"puase\"", "keys.toml:2: keys.x: no command 'puase'; did you mean"),
  ])
  func `a mistake in a file is told before the screen opens`(
    file: String, text: String, problem: String
  ) throws {
    try write(text, to: file)
    let answer = try program("watch")
    #expect(answer.output.contains(problem), "\(answer.output)")
    #expect(answer.output.split(separator: "\n").count == 1)
    #expect([64, 65].contains(answer.code))
  }

  @Test func `a line that names no command is refused before anything starts`() throws {
    let answer = try program("watch", "--command", "pause", "--command", "puase 3")
    #expect(answer.output.contains("--command 'puase 3': no command 'puase'; did you mean pause?"))
    #expect(answer.code == 64)
    let second = try program("watch", "--command", "step", "--command", "until soon")
    #expect(second.output.contains("--command 'until soon': 'soon' is no epoch: until EPOCH"))
    #expect(second.code == 64)
  }

  @Test func `files and lines do what they say`() async throws {
    let terminal = try await TmuxTerminal()
    let folder = terminal.folder.appending(path: "config/ganscope")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("glyphs = \"ascii\"\nmouse = false\n".utf8)
      .write(to: folder.appending(path: "config.toml"))
    try Data("[keys]\nx = \"dropout 0.45\"\n".utf8).write(to: folder.appending(path: "keys.toml"))
    let home =
      "XDG_CONFIG_HOME=\(terminal.folder.path)/config XDG_DATA_HOME=\(terminal.folder.path)"
    let lines = "--command 'lr d 3e-4' --command step --command 'preset charts'"
    try terminal.run(
      "\(home) XDG_STATE_HOME=\(terminal.folder.path) \"\(builtProgram("ganscope"))\" "
        + "--recipe pocket --limit 512 --batch 8 \(lines)")
    try await terminal.wait(for: "the lines to be done") {
      $0.contains("0.0003") && $0.contains("paused") && $0.contains("changes")
    }
    let text = try terminal.text
    #expect(text.contains("+- 1 losses") && text.allSatisfy(\.isASCII))
    try terminal.press("x")
    try await terminal.wait(forText: "0.45")
    try terminal.press("q", "y")
    try await terminal.wait(forText: "saved in")
  }
}
