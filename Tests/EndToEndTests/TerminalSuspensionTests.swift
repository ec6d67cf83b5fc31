import Foundation
import Testing

/// By itself, by another process, and in the background.
@Suite struct `A program on the screen that is stopped and continued` {
  @Test func `it can be suspended and continued`() async throws {
    let terminal = try await TmuxTerminal()
    try terminal.run("stty -a >before; clear")
    try terminal.run("\"\(TmuxTerminal.probe)\"")
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
    try await terminal.expectSaneModes()
  }

  @Test func `a hundred times suspended and continued, it is the same`() async throws {
    let terminal = try await TmuxTerminal()
    // The shell gives 128 and the signal's number for a job that was stopped.
    let loop = "while [ $? -gt 128 ]; do clear; fg >/dev/null; done; echo over"
    try terminal.run("sh -c 'echo $$ >pid; exec \"\(TmuxTerminal.probe)\"'; \(loop)")
    try await terminal.wait(forText: "ready")
    let descriptors = "/proc/\(try await terminal.processNumber())/fd"
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

  @Test func `another process may suspend it`() async throws {
    let terminal = try await TmuxTerminal.startJob()
    let number = try await terminal.processNumber()
    kill(number, SIGTSTP)
    try await terminal.waitForStop(of: number)
    try await terminal.wait(for: "the shell") { $0.contains("Stopped") && $0.contains("\n$\n") }
    #expect(try !terminal.showsAlternateScreen && !terminal.reportsMouse)
    try terminal.run("fg")
    try await terminal.wait(forText: "1 resumed")
    #expect(try terminal.showsAlternateScreen && terminal.reportsMouse)
  }

  @Test func `stopped and continued without being asked, it takes the screen again`() async throws {
    // Without job control, so that the shell does not take the terminal meanwhile.
    let terminal = try await TmuxTerminal.startJob("set +m")
    let number = try await terminal.processNumber()
    kill(number, SIGSTOP)
    try await terminal.waitForStop(of: number)
    kill(number, SIGCONT)
    try await terminal.wait(forText: "1 resumed")
    try await terminal.wait(forText: "corner")
    #expect(try terminal.showsAlternateScreen && terminal.reportsMouse)
  }

  @Test func `in the background it stands still until it has the terminal again`() async throws {
    let terminal = try await TmuxTerminal.startJob()
    try terminal.press("C-z")
    try await terminal.wait(for: "the shell") { $0.contains("Stopped") && $0.contains("\n$\n") }
    try terminal.run("clear; bg")
    try await terminal.wait(forText: "exec")
    try await terminal.waitForStop(of: try await terminal.processNumber())
    #expect(try !terminal.showsAlternateScreen)
    try terminal.run("fg")
    try await terminal.wait(forText: "resumed")
    #expect(try terminal.showsAlternateScreen)
    try terminal.press("q")
    try await terminal.wait(forText: "closed well")
    try terminal.run("stty -a >after")
    try await terminal.expectSaneModes()
  }
}
