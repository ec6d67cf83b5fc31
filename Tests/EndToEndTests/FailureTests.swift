import Foundation
import Testing

/// What other programs have failed on (Documentation/failures.md), done to this one in terminals.
///
/// Nothing here depends on how fast the machine is.
@Suite(.enabled(if: HarnessScript.canRun, "needs python3")) struct `What others have failed on` {
  private static let failures = [
    "terminals", "sentences", "streams", "crashes", "hangup", "unread", "impatience", "nohup",
    "bad_input", "divergence", "settings", "fork_storm", "mouse",
  ]

  @Test(arguments: failures)
  func `leaves the terminal sane and the run saved`(failure: String) throws {
    try HarnessScript("failures.py").expectSuccess("--only", failure)
  }

  /// The instrument's own measurements are for a quiet machine; these are judged on any.
  @Test(arguments: ["paused", "resize", "suspend"])
  func `keeps what does not depend on the machine`(group: String) throws {
    try HarnessScript("instrument.py").expectSuccess("--short", "--only", group)
  }

  @Test func `a run without a screen is told in sentences to its end`() throws {
    let ganscope = try GanscopeCommand()
    let answer = try ganscope(
      "watch", "--recipe", "pocket", "--limit", "64", "--epochs", "2", "--accessible")
    #expect(answer.code == 0, "\(answer.output)")
    let lines = answer.output.split(separator: "\n")
    #expect(lines.contains("It has 2 epochs of 2 batches of 32 images."))
    #expect(lines.contains { $0.contains(" of 2 are done: discriminator loss ") })
    #expect(lines.contains("All epochs are done."))
    #expect(lines.last?.hasPrefix("saved in ") == true)
    #expect(
      answer.output.unicodeScalars.allSatisfy { $0.isASCII && ($0 == "\n" || $0.value >= 32) })
  }
}

@Suite struct `The list of failures` {
  @Test func `names tests that there are`() throws {
    let root = URL(filePath: #filePath).appending(path: "../../..").standardized
    let list = try String(
      contentsOf: root.appending(path: "Documentation/failures.md"), encoding: .utf8)
    let names = list[try #require(list.range(of: "| F1 |")).lowerBound...]
      .matches(of: /"([^"]+)"/).map(\.1)
    #expect(names.count > 20)
    let tests = try sources(in: root.appending(path: "Tests"))
    for name in names { #expect(tests.contains("`\(name)`"), "\(name)") }
  }

  private func sources(in folder: URL) throws -> String {
    let files = try #require(
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    return try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
      .map { try String(contentsOf: $0, encoding: .utf8) }.joined()
  }
}

/// A script of `Tests/Harness` that does something to the built program.
struct HarnessScript {
  private let path: String

  init(_ name: String) {
    path = URL(filePath: #filePath).appending(path: "../../Harness/\(name)").standardized
      .path(percentEncoded: false)
  }

  static let canRun = (try? ShortCommand.run(["python3", "--version"]))?.status == 0

  func expectSuccess(_ arguments: String...) throws {
    let result = try ShortCommand.run(
      ["python3", "-B", path, builtProgram("ganscope")] + arguments)
    #expect(result.status == 0, "\(result.output)")
  }
}
