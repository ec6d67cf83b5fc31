import Foundation
import GRDB
import Session
import Testing

@testable import RunStore

/// Whatever stands in the tables by which two processes speak, each takes it whole or not at all.
struct LiveTablesFuzzTests {
  @Test func `what a trainer says is followed or refused, and no command stops those behind it`()
    throws
  {
    let run = try LiveRun()
    run.train(1...3)
    var channel = TrainerChannel(run.directory)
    var status = LiveStatus(LiveRun.snapshot, acknowledgedCommand: 7)
    status.phase = .returning(done: 1, of: 3)
    status.knobs?.tricks = [
      TrickKnob(name: "r1", title: "R1", value: 1, range: 0...10, notch: .factor(1.25))
    ]
    let isWritten = channel.write(status, LiveImages(grid: LiveRun.snapshot.live))
    let stale = channel.newCommands()
    #expect(isWritten && stale == [])
    let said = Array(try JSON.text(of: status).utf8)
    let asked = Array(
      try JSON.text(of: TrainingCommand.branch(BranchRequest(name: "a", branch: 1, step: 2))).utf8)

    var configuration = Configuration()
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = OFF") }
    let queue = try DatabaseQueue(
      path: run.directory.databasePath, configuration: configuration)
    var fuzz = FuzzRun("live tables", share: 0.02)
    try fuzz.run { random in
      let hasOtherNumber = Bool.random(using: &random)
      let bytes =
        hasOtherNumber
        ? withOtherNumber(said, using: &random) : said.mutated(using: &random)
      let pixels = hasOtherNumber ? 12 : Int.random(in: 0...13, using: &random)
      let arguments: StatementArguments = [
        String(decoding: bytes, as: UTF8.self), Data(count: pixels),
      ]
      let command = String(decoding: asked.mutated(using: &random), as: UTF8.self)
      try queue.write { database in
        try database.execute(sql: "UPDATE live SET status = ?, pixels = ?", arguments: arguments)
        try database.execute(
          sql: "INSERT INTO command (sent_at, command) VALUES (0, ?), (0, '{\"pause\":{}}')",
          arguments: [command])
      }
      let received = channel.newCommands()
      #expect(received?.count == 2 && received?.last?.command == .pause)
    } _: {
      var follower = try RunFollower(run.directory)
      _ = try follower.follow()
      let seen = follower.snapshot(trainer: LockHolder(processID: nil), advice: "")
      #expect(seen.step == 3 && (0...1).contains(seen.progress))
      _ = seen.secondsRemaining
    }
    #expect(fuzz.accepted > 0 && fuzz.refused > 0)
  }

  @Test func `images beside a status are taken whole and with sense, or refused`() throws {
    let (view, slowStep) = (
      Array(try LiveRun.view.packed()), Array(try LiveRun.slowStep.packed())
    )
    var fuzz = FuzzRun("live images", share: 0.05)
    try fuzz.run { random in
      let whole = Bool.random(using: &random) ? view : slowStep
      return Bool.random(using: &random)
        ? withOtherNumber(whole, using: &random) : whole.mutated(using: &random)
    } _: { bytes in
      do {
        let view = try SampleView(packed: Data(bytes))
        #expect(view.pixels.count == view.count * view.format.byteCount)
      } catch {
        let step = try StepRecord(packed: Data(bytes))
        #expect(step.phases.allSatisfy { $0.fakes.scores.allSatisfy { (0...1).contains($0) } })
      }
    }
    #expect(fuzz.accepted > 0 && fuzz.refused > 0)
  }

  /// The text with one of its digits replaced by a number.
  private func withOtherNumber(_ text: [UInt8], using random: inout SplitMix64) -> [UInt8] {
    let digits = text.indices.filter { (0x30...0x39).contains(text[$0]) }
    let number = ["9223372036854775807", "-1", "0", "1e300", "0.5", "77"].randomElement(
      using: &random)
    guard let digit = digits.randomElement(using: &random), let number else { return text }
    return text[..<digit] + Array(number.utf8) + text[(digit + 1)...]
  }
}
