import Foundation
import Session
import Testing

@testable import RunStore
@testable import Training

/// A training and those who watch it, with the bridge between them looked over by hand.
struct LiveBridgeTests {
  private let directory: RunDirectory
  private let writer: RunWriter
  private let mailbox = CommandMailbox()
  private let feed = SnapshotFeed()
  private let trainer = CountingTrainer()

  init() throws {
    let path = NSTemporaryDirectory() + "bridge-\(UUID().uuidString)/run"
    directory = RunDirectory(path: path)
    writer = RunWriter(
      directory: directory,
      record: RunRecord(
        description: trainer.run, recipeText: "", settings: nil, machine: "", programVersion: ""))
    try writer.open()
  }

  private func bridge(asksForSamples: Bool = true) -> LiveBridge {
    let bridge = LiveBridge(mailbox: mailbox, feed: feed, asksForSamples: asksForSamples)
    bridge.open(directory)
    return bridge
  }

  private func publish(
    _ phase: TrainingPhase = .running, acknowledging number: UInt64 = 0, speed: Double = 1,
    view: SampleView? = nil, asked request: SampleViewRequest? = nil, slowStep: StepRecord? = nil,
    until goal: TrainingGoal? = nil
  ) {
    var snapshot = TrainingSnapshot(
      phase: phase, run: trainer.run, knobs: trainer.knobs,
      live: trainer.sampleGrid(endsEpoch: false), view: view, slowStep: slowStep,
      imagesPerSecond: speed, acknowledgedCommand: number)
    snapshot.viewRequest = request ?? view?.request
    snapshot.goal = goal
    feed.publish(snapshot)
  }

  private func live() throws -> LiveStatus? {
    var follower = try RunFollower(directory)
    _ = try follower.follow()
    return follower.live
  }

  private func cleanUp() {
    try? FileManager.default.removeItem(
      atPath: URL(fileURLWithPath: directory.path).deletingLastPathComponent().path)
  }

  @Test func `commands come to the mailbox in order, and their numbers go back`() throws {
    defer { cleanUp() }
    publish()
    let bridge = bridge()
    bridge.look()
    // The training gets commands of its own screen too, so the numbers differ.
    mailbox.send(.pause)
    let watcher = try RunFollower(directory)
    _ = try watcher.send(.setDropout(0.5))
    _ = try watcher.send(.resume)
    bridge.look()
    #expect(mailbox.takeAll().map(\.command) == [.pause, .setDropout(0.5), .resume])
    #expect(try live()?.acknowledgedCommand == 0)
    publish(acknowledging: 2)
    bridge.look()
    #expect(try live()?.acknowledgedCommand == 1)
    publish(acknowledging: 3)
    bridge.look()
    #expect(try live()?.acknowledgedCommand == 2)
  }

  @Test func `what was left before is acknowledged and not carried out`() throws {
    defer { cleanUp() }
    _ = try RunFollower(directory).send(.stop)
    publish()
    let bridge = bridge()
    bridge.look()
    bridge.look()
    #expect(mailbox.takeAll().isEmpty)
    #expect(try live()?.acknowledgedCommand == 1)
  }

  @Test func `a command that makes no sense is refused with a reason`() throws {
    defer { cleanUp() }
    publish()
    let bridge = bridge()
    bridge.look()
    let watcher = try RunFollower(directory)
    _ = try watcher.send(.pause)
    _ = try watcher.send(.setDropout(7))
    bridge.look()
    #expect(mailbox.takeAll().map(\.command) == [.pause])
    #expect(
      try live()?.refusal
        == LiveStatus.Refusal(command: 2, reason: "7.0 is no rate of dropout from 0 to 0.95"))
    #expect(try live()?.acknowledgedCommand == 0)
    publish(acknowledging: 1)
    bridge.look()
    #expect(try live()?.acknowledgedCommand == 2)
  }

  @Test func `live samples are asked for while somebody watches`() throws {
    defer { cleanUp() }
    publish()
    let bridge = bridge()
    bridge.look()
    #expect(try live()?.grid == nil)
    do {
      let presence = try ProcessLock.take(directory.watchersLockPath, .shared)
      defer { withExtendedLifetime(presence) {} }
      bridge.look()
      bridge.look()
      #expect(mailbox.takeAll().map(\.command) == [.showLiveSamples(true)])
      #expect(try live()?.grid?.step == 0)
    }
    bridge.look()
    #expect(mailbox.takeAll().map(\.command) == [.showLiveSamples(false)])
    #expect(try live()?.grid == nil)
  }

  @Test func `a training with a screen of its own is not asked for samples`() throws {
    defer { cleanUp() }
    publish()
    let bridge = bridge(asksForSamples: false)
    let presence = try ProcessLock.take(directory.watchersLockPath, .shared)
    defer { withExtendedLifetime(presence) {} }
    bridge.look()
    #expect(mailbox.takeAll().isEmpty)
    #expect(try live()?.grid?.step == 0)
  }

  /// What another process sees of the training.
  private func seen() throws -> TrainingSnapshot {
    var follower = try RunFollower(directory)
    _ = try follower.follow()
    return follower.snapshot(trainer: LockHolder(processID: getpid()), advice: "")
  }

  /// What a process that watches, and one that wants to see a view, hold until they are gone.
  private func presence() throws -> [ProcessLock.Attempt] {
    [
      try ProcessLock.take(directory.watchersLockPath, .shared),
      try ProcessLock.take(directory.viewersLockPath, .shared),
    ]
  }

  @Test func `a view that was asked for is handed over, and no more made when its viewer is gone`()
    throws
  {
    defer { cleanUp() }
    publish()
    let bridge = bridge()
    bridge.look()
    do {
      let presence = try presence()
      defer { withExtendedLifetime(presence) {} }
      _ = try RunFollower(directory).send(.showView(.wish))
      bridge.look()
      #expect(mailbox.takeAll().map(\.command) == [.showLiveSamples(true), .showView(.wish)])
      let view = trainer.view(.wish)
      publish(acknowledging: 2, view: view)
      bridge.look()
      #expect(try seen().view == view)
      #expect(try live()?.acknowledgedCommand == 1)
      var next = trainer
      _ = next.trainBatch()
      publish(acknowledging: 2, view: next.view(.wish))
      bridge.look()
      #expect(try seen().view?.step == 1)
      #expect(mailbox.takeAll().isEmpty)
    }
    bridge.look()
    #expect(
      Set(mailbox.takeAll().map(\.command)) == [.showLiveSamples(false), .showView(nil)])
    #expect(try seen().view == nil)
    bridge.look()
    #expect(mailbox.takeAll().isEmpty)
  }

  @Test func `of several viewers the last request wins, and holds while one of them is there`()
    throws
  {
    defer { cleanUp() }
    publish()
    let bridge = bridge(asksForSamples: false)
    bridge.look()
    var presences = [try presence(), try presence()]
    let watcher = try RunFollower(directory)
    _ = try watcher.send(.showView(.wish))
    _ = try watcher.send(.showView(.featureMaps(of: .generator, layer: 99)))
    bridge.look()
    #expect(mailbox.takeAll().count == 2)
    publish(view: trainer.view(.wish))
    bridge.look()
    #expect(try seen().view == nil)
    publish(
      acknowledging: 2, view: trainer.view(.featureMaps(of: .generator, layer: 2)),
      asked: .featureMaps(of: .generator, layer: 99))
    presences.removeFirst()
    bridge.look()
    #expect(try seen().view?.request == .featureMaps(of: .generator, layer: 2))
    presences.removeAll()
    bridge.look()
    #expect(mailbox.takeAll().map(\.command) == [.showView(nil)])
  }

  @Test func `what a screen of the training's own looks at is not taken from it`() throws {
    defer { cleanUp() }
    publish()
    let bridge = bridge(asksForSamples: false)
    bridge.look()
    let presence = try presence()
    defer { withExtendedLifetime(presence) {} }
    let watcher = try RunFollower(directory)
    _ = try watcher.send(.showView(.wish))
    bridge.look()
    #expect(mailbox.takeAll().map(\.command) == [.showView(.wish)])
    publish(acknowledging: 1, view: trainer.view(.fixedLatents))
    _ = try watcher.send(.showView(nil))
    bridge.look()
    publish(acknowledging: 1, view: trainer.view(.fixedLatents))
    bridge.look()
    #expect(mailbox.takeAll().isEmpty)
    #expect(try seen().view == nil && live()?.acknowledgedCommand == 2)
  }

  /// Somebody from outside asks for a view, and is gone when the bridge has handed that on.
  private func wishAndLeave(_ bridge: LiveBridge) throws {
    let presence = try presence()
    defer { withExtendedLifetime(presence) {} }
    _ = try RunFollower(directory).send(.showView(.wish))
    bridge.look()
  }

  @Test func `nor is what it asks for later, be it what one who is gone wanted`() throws {
    defer { cleanUp() }
    publish()
    let bridge = bridge(asksForSamples: false)
    bridge.look()
    try wishAndLeave(bridge)
    #expect(mailbox.takeAll().map(\.command) == [.showView(.wish)])
    publish(acknowledging: 1, view: trainer.view(.fixedLatents))
    bridge.look()
    publish(acknowledging: 2, view: trainer.view(.wish))
    bridge.look()
    #expect(mailbox.takeAll().isEmpty)
  }

  @Test func `a view whose viewer has gone before it is made is not made for good`() throws {
    defer { cleanUp() }
    publish(view: trainer.view(.fixedLatents))
    let bridge = bridge(asksForSamples: false)
    bridge.look()
    try wishAndLeave(bridge)
    bridge.look()
    #expect(mailbox.takeAll().map(\.command) == [.showView(.wish)])
    publish(acknowledging: 1, view: trainer.view(.fixedLatents), asked: .wish)
    bridge.look()
    #expect(mailbox.takeAll().map(\.command) == [.showView(nil)])
  }

  @Test func `those who watch see until when it is trained`() throws {
    defer { cleanUp() }
    publish(until: .epoch(2))
    let bridge = bridge()
    bridge.look()
    #expect(try seen().goal == .epoch(2))
    publish(.paused)
    bridge.look()
    #expect(try seen().goal == nil)
  }

  @Test func `a view that makes no sense is refused`() throws {
    defer { cleanUp() }
    publish()
    let bridge = bridge()
    bridge.look()
    _ = try RunFollower(directory).send(.showView(.featureMaps(of: .generator, layer: -1)))
    bridge.look()
    #expect(mailbox.takeAll().isEmpty)
    #expect(try live()?.refusal?.reason == "there are no such images to show")
  }

  @Test func `a slow step is handed over to those who watch`() throws {
    defer { cleanUp() }
    var slow = trainer
    let record = slow.trainSlowly().record
    let bridge = bridge()
    publish(slowStep: record)
    bridge.look()
    #expect(try seen().slowStep == nil)
    let presence = try presence()
    defer { withExtendedLifetime(presence) {} }
    bridge.look()
    #expect(try seen().slowStep == record)
  }

  @Test func `while nobody watches the disk is left in peace`() throws {
    defer { cleanUp() }
    let bridge = bridge()
    publish(speed: 1)
    bridge.look()
    var follower = try RunFollower(directory)
    #expect(try follower.follow())
    publish(speed: 2)
    bridge.look()
    #expect(try !follower.follow())
    publish(.paused, speed: 2)
    bridge.look()
    #expect(try follower.follow())
    #expect(follower.live?.phase == .paused)
  }

  @Test func `the end is written, and a run that goes away ends nothing`() throws {
    defer { cleanUp() }
    let bridge = bridge()
    publish(.finished("here"))
    bridge.stop()
    #expect(try live()?.phase == .finished("here"))

    let second = self.bridge()
    second.look()
    try FileManager.default.removeItem(atPath: directory.path)
    publish()
    second.look()
    second.stop()
    #expect(!FileManager.default.fileExists(atPath: directory.path))
  }
}
