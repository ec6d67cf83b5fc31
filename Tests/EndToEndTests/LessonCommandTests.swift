import Foundation
import Testing

/// `ganscope lesson` in a real terminal.
@Suite(.serialized) struct `The lesson` {
  @Test func `a beginner turns pages, sees a batch in slow motion, and leaves`() async throws {
    let terminal = try await TmuxTerminal(environment: ["TERM": "xterm-256color"])
    try """
    for kind in CONFIG DATA STATE CACHE; do
      mkdir -p "$PWD/$kind"
      export "XDG_${kind}_HOME=$PWD/$kind"
    done
    "\(builtProgram("ganscope"))" lesson --limit 640 --epochs 1000 --seed 1
    echo $? >code
    """.write(
      to: terminal.folder.appendingPathComponent("session"), atomically: true, encoding: .utf8)
    try terminal.run("clear; . ./session")

    try await terminal.wait(forText: "lesson 1/")
    try terminal.press("Enter", "Enter", "Enter", "Enter", "Enter")
    try await terminal.wait(forText: "noise, discriminator's turn")
    try terminal.press("Right", "Right", "Right")
    try await terminal.wait(for: "the scores of a real image and of a fake") { text in
      ["scores, discriminator's turn", "real 0.", "fake 0."].allSatisfy(text.contains)
    }
    try terminal.press("Enter")
    try await terminal.wait(forText: "noise, generator's turn")

    try terminal.press("q")
    try await terminal.wait(for: "the question") { $0.contains("quit?") }
    try terminal.press("y")
    #expect(try await terminal.wait(forFile: "code") == "0\n")
  }
}
