import Foundation
import Testing

/// The scripts of `Tests/Harness`, with few rounds; whatever the moments are, nothing may be lost.
@Suite(.enabled(if: ShortCommand.succeeds(["python3", "--version"]), "needs python3"))
struct `What nothing can lose` {
  private static func script(_ name: String) -> String {
    URL(filePath: #filePath).appending(path: "../../Harness/\(name)").standardized
      .path(percentEncoded: false)
  }

  private func run(_ script: String, _ arguments: String...) throws {
    let command = ["python3", "-B", Self.script(script), builtProgram("ganscope")] + arguments
    let result = try ShortCommand.run(command)
    #expect(result.status == 0, "\(result.output)")
  }

  /// What is to be on disk within a second is not asked for, as the machine may have other work.
  @Test func `a run that is killed three times comes to its end as if it had not been`() throws {
    try run("kills.py", "--rounds", "3", "--epochs", "4", "--interval", "600", "--seed", "5")
  }

  @Test(
    .enabled(
      if: ShortCommand.succeeds(["python3", "-B", script("full_disk.py")]),
      "needs the right to mount"))
  func `a disk that is full or read-only for a while costs nothing`() throws {
    try run("full_disk.py", "--only", "full", "--only", "read-only")
  }
}

extension ShortCommand {
  /// Whether a command is there and does what it is told.
  fileprivate static func succeeds(_ arguments: [String]) -> Bool {
    (try? run(arguments))?.status == 0
  }
}
