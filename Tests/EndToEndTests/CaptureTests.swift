import Foundation
import Testing

/// What a user keeps of the live screen, and a theme that is edited while it is in use.
@Suite(.serialized) struct `Keeping the screen` {
  private static let theme = "theme[main_bg]=\"#0000d7\"\ntheme[main_fg]=\"#ffffff\"\n"

  private func edit(_ theme: String, in terminal: TmuxTerminal) throws {
    let folder = terminal.folder.appendingPathComponent("config/ganscope/themes")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try theme.write(
      to: folder.appendingPathComponent("mine.theme"), atomically: true, encoding: .utf8)
  }

  private func startWatching() async throws -> TmuxTerminal {
    let terminal = try await TmuxTerminal(environment: ["TERM": "xterm-256color"])
    try edit(Self.theme, in: terminal)
    try """
    TERM=xterm-256color; export TERM
    export XDG_CONFIG_HOME="$PWD/config" XDG_DATA_HOME="$PWD/data" XDG_STATE_HOME="$PWD/state"
    "\(builtProgram("ganscope"))" watch --recipe pocket --limit 640 --epochs 1000 --seed 1 \
      --theme mine --record film.cast
    echo $? >code
    """.write(
      to: terminal.folder.appendingPathComponent("session"), atomically: true, encoding: .utf8)
    try terminal.run("clear; . ./session")
    return terminal
  }

  private func waitForPictures(_ terminal: TmuxTerminal) async throws {
    try await terminal.wait(for: "samples") { $0.count { $0 == "▀" } > 40 }
  }

  @Test func `a recording, a picture of the samples, and a theme edited meanwhile`() async throws {
    let terminal = try await startWatching()
    try await waitForPictures(terminal)
    #expect(try terminal.styledText.contains("48;5;20m"))

    try edit(Self.theme.replacing("#0000d7", with: "#5f0000"), in: terminal)
    try await terminal.wait(for: "the new background") { _ in
      try terminal.styledText.contains("48;5;52m")
    }

    try terminal.press("s")
    try await terminal.wait(for: "a picture") { _ in
      try FileManager.default.contentsOfDirectory(atPath: terminal.folder.path)
        .contains { $0.hasPrefix("ganscope-") && $0.hasSuffix(".png") }
    }

    try await terminal.resize(width: 100, height: 30)
    try await waitForPictures(terminal)
    try terminal.press("C-c")
    #expect(try await terminal.wait(forFile: "code") == "0\n")
    try await terminal.wait(for: "the end of the recording") {
      $0.contains("recorded ") && $0.contains("film.cast")
    }
    try expectRecording(at: terminal.folder.appendingPathComponent("film.cast"))
  }

  private func expectRecording(at file: URL) throws {
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      .map { try JSONSerialization.jsonObject(with: Data($0.utf8)) }
    let header = try #require(lines.first as? [String: Any])
    #expect(header["width"] as? Int == 80 && header["height"] as? Int == 24)
    let events = lines.dropFirst().compactMap { $0 as? [Any] }
    #expect(events.count == lines.count - 1)
    func data(_ code: String) -> [String] {
      events.filter { $0[1] as? String == code }.compactMap { $0[2] as? String }
    }
    #expect(data("m").first == "epoch 1")
    #expect(data("r").contains("100x30"))
    #expect(data("o").contains { $0.contains("48;5;20m") })
    #expect(data("o").contains { $0.contains("48;5;52m") })
    #expect(data("o").last?.hasSuffix("\u{1B}[?25h") == true)
  }
}
