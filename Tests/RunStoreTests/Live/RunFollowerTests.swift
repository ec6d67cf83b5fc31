import Foundation
import Session
import Testing

@testable import RunStore

struct RunFollowerTests {
  private let run: LiveRun
  private let directory: RunDirectory

  init() throws {
    run = try LiveRun()
    directory = run.directory
  }

  private let trainer = LockHolder(processID: getpid())

  private func snapshot(_ follower: RunFollower, trainer: LockHolder?) -> TrainingSnapshot {
    follower.snapshot(trainer: trainer, advice: "ganscope resume run")
  }

  private func write(
    _ status: LiveStatus, grid: SampleGrid?, by channel: inout TrainerChannel
  ) throws {
    try write(status, LiveImages(grid: grid), by: &channel)
  }

  private func write(
    _ status: LiveStatus, _ images: LiveImages, by channel: inout TrainerChannel
  ) throws {
    let isWritten = channel.write(status, images)
    try #require(isWritten)
  }

  @Test func `what comes bit by bit is what is read at once, on all branches`() throws {
    var follower = try RunFollower(directory)
    func requireSame() throws {
      #expect(try follower.follow())
      #expect(snapshot(follower, trainer: nil).lines == (try RunReader(directory).lines()))
      #expect(try !follower.follow())
    }
    try requireSame()
    run.train(1...3)
    try requireSame()
    run.train(4...5)
    try requireSame()

    let side = RunBranch(
      number: 2, name: "side", origin: RunBranch.Origin(branch: 1, epoch: 1, step: 2))
    run.writer.begin(side)
    run.train(3...4)
    try requireSame()
    #expect(snapshot(follower, trainer: nil).line.branch == side)
    run.writer.begin(.main)
    run.train(6...6)
    try requireSame()
    run.train(7...700)
    try requireSame()
    #expect(snapshot(follower, trainer: nil).step == 700)
  }

  @Test func `what a resumed run trains again takes the place of what was read`() throws {
    run.train(1...3)
    var follower = try RunFollower(directory)
    _ = try follower.follow()
    var other = BatchMetrics.example(step: 2)
    other.generatorLoss = 7
    run.writer.record(other)
    run.writer.record(
      TrainingEvent(step: 3, kind: .continued(machine: "another", version: "0.1")))
    run.writer.flushNow()
    #expect(try follower.follow())
    let line = snapshot(follower, trainer: nil).line
    #expect(line == (try RunReader(directory).line(named: nil)))
    #expect(line.metrics.map(\.generatorLoss)[1] == 7)
  }

  @Test func `the present training's word comes before what is on disk`() throws {
    run.train(1...2)
    var channel = TrainerChannel(directory)
    var status = LiveStatus(LiveRun.snapshot, acknowledgedCommand: 0)
    status.epochs = 9
    try write(status, grid: LiveRun.snapshot.live, by: &channel)
    var follower = try RunFollower(directory)
    _ = try follower.follow()

    let seen = snapshot(follower, trainer: trainer)
    #expect(seen.phase == .paused)
    #expect(seen.knobs == LiveRun.snapshot.knobs)
    #expect(seen.imagesPerSecond == 123.5)
    #expect(seen.run?.epochs == 9)
    #expect(seen.live?.step == 3)
    #expect(seen.live?.pixels == LiveRun.snapshot.live?.pixels)
    #expect(seen.step == 2)
  }

  @Test func `new samples are shown with the status that speaks of them`() throws {
    var channel = TrainerChannel(directory)
    var follower = try RunFollower(directory)
    for step in [3, 4] {
      var trained = LiveRun.snapshot
      trained.live = .example(step: step)
      let status = LiveStatus(trained, acknowledgedCommand: 0)
      try write(status, grid: trained.live, by: &channel)
      _ = try follower.follow()
      #expect(snapshot(follower, trainer: trainer).live?.pixels == trained.live?.pixels)
      try write(status, grid: nil, by: &channel)
      _ = try follower.follow()
      #expect(snapshot(follower, trainer: trainer).live?.pixels == trained.live?.pixels)
    }
    var unwatched = LiveStatus(LiveRun.snapshot, acknowledgedCommand: 0)
    unwatched.grid = nil
    try write(unwatched, grid: nil, by: &channel)
    _ = try follower.follow()
    #expect(snapshot(follower, trainer: trainer).live == nil)
  }

  @Test func `a view and a slow step are shown while their number stands in the status`() throws {
    var channel = TrainerChannel(directory)
    var follower = try RunFollower(directory)
    func seen() throws -> TrainingSnapshot {
      _ = try follower.follow()
      return snapshot(follower, trainer: trainer)
    }
    var status = LiveStatus(LiveRun.snapshot, acknowledgedCommand: 0)
    (status.view, status.slowStep) = (1, 1)
    try write(
      status, LiveImages(view: LiveRun.view, slowStep: LiveRun.slowStep), by: &channel)
    #expect(try seen().view == LiveRun.view)
    #expect(try seen().slowStep == LiveRun.slowStep)

    var other = LiveRun.view
    other.pixels[0] = 77
    status.view = 2
    try write(status, LiveImages(view: other), by: &channel)
    #expect(try seen().view == other)
    #expect(try seen().slowStep == LiveRun.slowStep)

    try write(LiveStatus(LiveRun.snapshot, acknowledgedCommand: 0), LiveImages(), by: &channel)
    #expect(try seen().view == nil)
    #expect(try seen().slowStep == nil)
  }

  @Test func `the view of a dead process is not shown`() throws {
    var channel = TrainerChannel(directory)
    var status = LiveStatus(LiveRun.snapshot, acknowledgedCommand: 0)
    status.view = 1
    try write(status, LiveImages(view: LiveRun.view), by: &channel)
    var follower = try RunFollower(directory)
    _ = try follower.follow()
    #expect(snapshot(follower, trainer: nil).view == nil)
  }

  @Test func `what a dead process said last is not believed`() throws {
    run.train(1...1)
    var channel = TrainerChannel(directory)
    var status = LiveStatus(LiveRun.snapshot, acknowledgedCommand: 0)
    status.processID += 1
    try write(status, grid: LiveRun.snapshot.live, by: &channel)
    var follower = try RunFollower(directory)
    _ = try follower.follow()

    let killed = snapshot(follower, trainer: nil)
    #expect(killed.phase == .failed("its trainer was killed: ganscope resume run"))
    #expect(killed.imagesPerSecond == 0 && killed.live == nil)
    #expect(follower.listening(trainer) == nil)
    #expect(
      snapshot(follower, trainer: trainer).phase
        == .preparing("process \(getpid()) begins to train"))
  }

  @Test func `a run that has ended is finished`() throws {
    run.train(1...1)
    _ = try run.writer.finish(.example(step: 1, reason: .end))
    var follower = try RunFollower(directory)
    _ = try follower.follow()
    #expect(snapshot(follower, trainer: nil).phase == .finished(directory.path))
  }

  @Test func `the run of an earlier program is read once, for nobody trains it as it is`() throws {
    run.train(1...3)
    try run.tamper("PRAGMA user_version = 1")
    var follower = try RunFollower(directory)
    #expect(try !follower.follow())
    #expect(snapshot(follower, trainer: nil).lines == (try RunReader(directory).lines()))
    #expect(snapshot(follower, trainer: nil).step == 3)
  }

  @Test func `a run that goes away is an error in one line, and can be followed when it is back`()
    throws
  {
    run.train(1...1)
    var follower = try RunFollower(directory)
    _ = try follower.follow()
    let elsewhere = run.folder.file("elsewhere")
    try FileManager.default.moveItem(atPath: directory.path, toPath: elsewhere)
    let gone = message { _ = try follower.follow() }
    #expect(gone == "\(directory.path): the run is gone: No such file or directory")
    #expect(message { _ = try RunFollower(directory) } == gone)
    #expect(!follower.isInPlace)
    try FileManager.default.moveItem(atPath: elsewhere, toPath: directory.path)
    #expect(follower.isInPlace)
    run.train(2...2)
    #expect(try follower.follow())
    #expect(snapshot(follower, trainer: nil).step == 2)
  }

  @Test func `another database in its place is not read as the same`() throws {
    var follower = try RunFollower(directory)
    try FileManager.default.moveItem(
      atPath: directory.path, toPath: run.folder.file("elsewhere"))
    _ = try directory.create()
    try RunStoreTests.write([1, 2, 3], to: directory.databasePath)
    #expect(message { _ = try follower.follow() }?.hasSuffix("is another file now") == true)
    #expect(message { _ = try RunFollower(directory) }?.contains("is not a database") == true)
  }

  @Test(.enabled(if: getuid() == 0, "only the superuser can give a folder away"))
  func `another user's run is refused, though the system would allow it`() throws {
    #expect(unsafe chown(directory.path, 12_345, 12_345) == 0)
    #expect(
      message { _ = try RunFollower(directory) }
        == "\(directory.path): belongs to another user: only its owner can watch or drive the run")
  }

  @Test(arguments: [
    "UPDATE live SET status = '{}'",
    "UPDATE live SET status = x'00'",
    "UPDATE live SET status = replace(status, '\"epochs\":3', '\"epochs\":-1')",
    "UPDATE live SET status = replace(status, '\"epochs\":3', '\"epochs\":9223372036854775807')",
    """
    UPDATE live SET status =
      replace(status, '{"paused":{}}', '{"returning":{"done":5,"of":4}}')
    """,
    """
    UPDATE live SET status = replace(status, '"acknowledgedCommand":0', '"acknowledgedCommand":-1')
    """,
    "UPDATE live SET pixels = x'0102030405'",
    "UPDATE live SET view = x''",
    "UPDATE live SET view = x'ffffffff00'",
    "UPDATE live SET view = slow_step",
    "UPDATE live SET view = CAST(view || x'00' AS BLOB)",
    "UPDATE live SET slow_step = substr(slow_step, 1, length(slow_step) - 1)",
    "UPDATE run SET status = 'dancing'",
    "UPDATE run SET description = '{'",
    """
    UPDATE run SET description = replace(description, '"epochs":3', '"epochs":9223372036854775807')
    """,
    "UPDATE run SET description = replace(description, '\"width\":2', '\"width\":0')",
    "DELETE FROM run",
    "INSERT INTO branch VALUES (3, 'orphan', 2, 1, 1, 0)",
    "INSERT INTO branch VALUES (3, 'circle', 3, 1, 1, 0)",
    "UPDATE batch SET step = 20 WHERE step = 2",
    "UPDATE event SET kind = 'nothing'",
    "UPDATE sample_grid SET width = 1000000",
  ])
  func `a hostile row is one line on what is damaged, and what was read stays`(sql: String) throws {
    run.train(1...2)
    var channel = TrainerChannel(directory)
    var status = LiveStatus(LiveRun.snapshot, acknowledgedCommand: 0)
    (status.view, status.slowStep) = (1, 1)
    let images = LiveImages(
      grid: LiveRun.snapshot.live, view: LiveRun.view, slowStep: LiveRun.slowStep)
    try write(status, images, by: &channel)
    channel.close()
    try run.tamper(sql)
    var follower = try RunFollower(directory)
    let line = try #require(message { _ = try follower.follow() })
    #expect(line.hasPrefix("\(directory.databasePath): is damaged: "))
    #expect(!line.contains("\n"))
    #expect(follower.run == nil && snapshot(follower, trainer: nil).lines.count == 1)
  }
}
