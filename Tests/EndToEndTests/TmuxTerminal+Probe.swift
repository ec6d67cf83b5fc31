import Foundation
import Testing

/// The program `terminal-probe`, which uses nothing but the terminal by ncurses.
extension TmuxTerminal {
  static let probe = builtProgram("terminal-probe")

  /// A terminal in which the probe is up.
  ///
  /// Its process number is in the file `pid`, its exit code
  /// comes into the file `code`, and what `stty` said before and after in `before` and `after`.
  static func startProbe(
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

  func expectSaneModes() async throws {
    let after = try await wait(forFile: "after")
    let before = try await wait(forFile: "before")
    #expect(after == before)
    #expect(try !showsAlternateScreen)
    #expect(try showsCursor)
    #expect(try !reportsMouse)
    try run("echo typed")
    try await wait(for: "an echo and its output") {
      $0.contains("$ echo typed") && $0.contains("\ntyped")
    }
  }

  func processNumber() async throws -> pid_t {
    let text = try await wait(forFile: "pid")
    return try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  /// Starts the probe as a job of the terminal's shell.
  static func startJob(_ preparation: String = ":") async throws -> TmuxTerminal {
    let terminal = try await TmuxTerminal()
    try terminal.run("stty -a >before; \(preparation); sh -c 'echo $$ >pid; exec \"\(probe)\"'")
    try await terminal.wait(forText: "ready")
    return terminal
  }

  func waitForStop(of number: pid_t) async throws {
    try await wait(for: "its being stopped") { _ in
      try String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8).contains(") T ")
    }
  }

  /// What the probe writes from its start over a suspension to its end.
  static func bytesOfProbe(_ arguments: String = "", term: String) async throws -> String {
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
}
