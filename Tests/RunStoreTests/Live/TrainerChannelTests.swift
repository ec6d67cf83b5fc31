import Foundation
import GRDB
import Session
import Testing

@testable import RunStore

struct TrainerChannelTests {
  private let run: LiveRun
  private let directory: RunDirectory

  init() throws {
    run = try LiveRun()
    directory = run.directory
  }

  /// A channel that has looked at the table once, and so takes what comes from now on.
  private func listeningChannel() throws -> TrainerChannel {
    var channel = TrainerChannel(directory)
    let stale = channel.newCommands()
    #expect(stale == [])
    return channel
  }

  @Test func `commands come in order, once each`() throws {
    let commands: [TrainingCommand] = [
      .pause, .setLearningRate(.generator, 0.5), .setTrick("r1", .infinity), .mark("é"),
      .branch(BranchRequest(name: nil, branch: 2, step: 7)), .showAverage(true), .stop,
    ]
    var channel = try listeningChannel()
    let watcher = try RunFollower(directory)
    let numbers = try commands.map { try watcher.send($0) }
    #expect(numbers == Array(1...7))
    let (received, again) = (channel.newCommands(), channel.newCommands())
    #expect(received?.map(\.command) == commands)
    #expect(received?.map(\.number) == numbers)
    #expect(again == [])
    #expect(channel.lastSeenCommand == 7)
  }

  @Test func `what was sent before the training began is not carried out`() throws {
    let watcher = try RunFollower(directory)
    _ = try watcher.send(.stop)
    var channel = try listeningChannel()
    #expect(channel.lastSeenCommand == 1)
    _ = try watcher.send(.pause)
    let received = channel.newCommands()
    #expect(received == [SentCommand(number: 2, command: .pause)])
  }

  @Test func `what has taken effect is forgotten, and numbers go on`() throws {
    var channel = try listeningChannel()
    let watcher = try RunFollower(directory)
    for _ in 1...5 { _ = try watcher.send(.showView(.wish)) }
    _ = channel.newCommands()
    let status = LiveStatus(LiveRun.snapshot, acknowledgedCommand: 4, refusal: nil)
    let isWritten = channel.write(status, LiveImages(grid: nil))
    var late = try listeningChannel()
    let number = try watcher.send(.pause)
    let received = late.newCommands()
    #expect(isWritten && number == 6 && received?.map(\.number) == [6])
    let kept = try LiveConnection(directory).queue.read { database in
      try Int.fetchOne(database, sql: "SELECT count(*) FROM command")
    }
    #expect(kept == 3)
  }

  @Test func `rows that hold no command are known as such, and those behind them are followed`()
    throws
  {
    var channel = try listeningChannel()
    let rows: [String] = [
      "'{}'", "'{\"explode\":{}}'", "'{\"setDropout\":{\"_0\":\"much\"}}'", "x'ff00'", "12", "''",
      "'\(String(repeating: "[", count: 9_000))'", "printf('%.*c', 20000, 'x')",
    ]
    for row in rows {
      try run.tamper("INSERT INTO command (sent_at, command) VALUES (0, \(row))")
    }
    _ = try RunFollower(directory).send(.resume)
    let received = channel.newCommands()
    #expect(received?.map(\.command) == rows.map { _ in nil } + [.resume])
  }

  @Test func `how the training stands is read as it was written`() throws {
    var channel = TrainerChannel(directory)
    let refusal = LiveStatus.Refusal(command: 4, reason: "no")
    let status = LiveStatus(LiveRun.snapshot, acknowledgedCommand: 5, refusal: refusal)
    let isWritten = channel.write(status, LiveImages(grid: LiveRun.snapshot.live))
    #expect(isWritten)
    var watcher = try RunFollower(directory)
    #expect(try watcher.follow())
    #expect(watcher.live == status)
    #expect(watcher.live?.processID == getpid())
  }

  @Test func `watchers are seen as long as they live`() throws {
    let channel = TrainerChannel(directory)
    #expect(!channel.isWatched)
    do {
      let presence = try ProcessLock.take(directory.watchersLockPath, .shared)
      defer { withExtendedLifetime(presence) {} }
      #expect(channel.isWatched)
    }
    #expect(!channel.isWatched)
  }

  @Test func `a database that is gone is no error, and is found again when it is back`() throws {
    var channel = try listeningChannel()
    let elsewhere = run.folder.file("elsewhere")
    try FileManager.default.moveItem(atPath: directory.path, toPath: elsewhere)
    let status = LiveStatus(LiveRun.snapshot, acknowledgedCommand: 0)
    let (lost, isLost) = (channel.newCommands(), !channel.write(status, LiveImages(grid: nil)))
    #expect(lost == nil && isLost && !channel.isWatched)
    #expect(!FileManager.default.fileExists(atPath: directory.path))
    try FileManager.default.moveItem(atPath: elsewhere, toPath: directory.path)
    _ = try RunFollower(directory).send(.pause)
    let (received, isWritten) = (
      channel.newCommands(), channel.write(status, LiveImages(grid: nil))
    )
    #expect(received?.map(\.command) == [.pause] && isWritten)
  }
}
