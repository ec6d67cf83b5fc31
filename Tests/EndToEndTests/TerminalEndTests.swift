import Foundation
import Testing

/// Every way in which a program that uses nothing but the terminal can end.
@Suite struct `A program that leaves the screen` {
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
    let terminal = try await TmuxTerminal.startProbe()
    #expect(try terminal.showsAlternateScreen)
    #expect(try !terminal.showsCursor)
    #expect(try terminal.reportsMouse)
    try terminal.press(key)
    #expect(try await terminal.wait(forFile: "code") == "\(code)\n")
    try await terminal.expectSaneModes()
  }

  /// Signals and the exit code that they lead to.
  private static let signals: [(Int32, Int32)] = [
    (SIGINT, 0), (SIGTERM, 0), (SIGHUP, 0), (SIGQUIT, 128 + SIGQUIT), (SIGSEGV, 128 + SIGSEGV),
    (SIGABRT, 128 + SIGABRT), (SIGBUS, 128 + SIGBUS), (SIGFPE, 128 + SIGFPE),
  ]

  @Test(arguments: signals)
  func `the terminal is as before when a signal ends it`(signal: Int32, code: Int32) async throws {
    let terminal = try await TmuxTerminal.startProbe()
    kill(try await terminal.processNumber(), signal)
    #expect(try await terminal.wait(forFile: "code") == "\(code)\n")
    try await terminal.expectSaneModes()
  }

  @Test func `the trace of a crash is printed on the restored screen`() async throws {
    let terminal = try await TmuxTerminal.startProbe(
      width: 160, height: 100,
      environment: [
        "SWIFT_BACKTRACE": "enable=yes,interactive=no,color=no,symbolicate=off,threads=crashed,"
          + "registers=none,images=none"
      ])
    try terminal.press("t")
    #expect(try await terminal.wait(forFile: "code") == "\(128 + Self.trapSignal)\n")
    let text = try await terminal.wait(forText: "crashed")
    #expect(text.contains("a deliberate trap"))
    try await terminal.expectSaneModes()
  }

  @Test(arguments: ["", "trap '' HUP"])
  func `it ends when the terminal is closed, even if hang-ups are ignored`(
    prefix: String
  ) async throws {
    let terminal = try await TmuxTerminal.startProbe(shell: prefix)
    let number = try await terminal.processNumber()
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

  @Test func `messages are kept off the screen and shown afterwards`() async throws {
    let terminal = try await TmuxTerminal.startProbe()
    try terminal.press("p", "p")
    let screen = try await terminal.wait(forText: "2 key")
    #expect(!screen.contains("a message from below"))
    try terminal.press("q")
    let text = try await terminal.wait(forText: "closed well")
    #expect(text.matches(of: /a message from below/).count == 2)
  }
}
