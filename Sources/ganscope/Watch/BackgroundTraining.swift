import RunStore
import Screens
import Session
import Synchronization
import Training

/// A training that goes on beside the screen.
final class BackgroundTraining: WatchedRun {
  private struct Shown {
    var messages: [Message] = []
    var outcome: Result<String, any Error>?
    /// The place of the driver, as soon as other processes can see the run.
    var seat: DriverSeat?
    var folder: String?
    /// The numbers of the screen's commands among all that the training gets.
    var numbers = CommandNumbers()
    var sentCommands: UInt64 = 0
  }

  private let setup: TrainingSetup
  private let mailbox = CommandMailbox()
  private let feed: SnapshotFeed
  private let bridge: LiveBridge
  private let onChange: @Sendable () -> Void
  private let shown = Mutex(Shown())

  /// - Parameter onChange: called from another thread when there is a new snapshot or outcome.
  init(_ setup: TrainingSetup, onChange: @escaping @Sendable () -> Void) {
    self.setup = setup
    self.onChange = onChange
    feed = SnapshotFeed(onChange: onChange)
    bridge = LiveBridge(mailbox: mailbox, feed: feed, asksForSamples: false)
  }

  var snapshot: TrainingSnapshot {
    var snapshot = feed.snapshot
    shown.withLock { shown in
      shown.numbers.acknowledge(upTo: snapshot.acknowledgedCommand)
      snapshot.acknowledgedCommand = shown.numbers.acknowledged
    }
    return snapshot
  }

  var outcome: Result<String, any Error>? { shown.withLock(\.outcome) }

  var unsavedFolder: String? {
    feed.snapshot.metrics.isEmpty ? nil : shown.withLock { $0.outcome == nil ? $0.folder : nil }
  }

  func takeMessages() -> [Message] {
    shown.withLock { shown in
      defer { shown.messages = [] }
      return shown.messages
    }
  }

  func send(_ command: TrainingCommand) -> String? {
    // Where the disk fails nobody else can drive either.
    if !command.onlyLooks, let seat = shown.withLock(\.seat),
      let driver = (try? seat.take()).flatMap(\.self)
    {
      return seat.refusal(by: driver)
    }
    shown.withLock { shown in
      shown.sentCommands += 1
      shown.numbers.passOn(shown.sentCommands, as: mailbox.send(command))
    }
    return nil
  }

  func leave() {
    mailbox.send(.stop)
  }

  func start() {
    var settings = TrainingActor.Settings()
    settings.showsLiveSamples = true
    settings.staysOpen = true
    settings.checkpointInterval = setup.checkpointInterval
    settings.pausesOnAlarm = setup.pausesOnAlarm
    let actor = TrainingActor(mailbox: mailbox, feed: feed, settings: settings)
    Task.detached { [self] in
      let outcome = await actor.run(
        continuing: setup.history,
        preparing: { [setup] in try setup.makeTrainer(report: $0) },
        recordingWith: { [setup] in
          let writer = try setup.makeRecorder(of: $0) { error in
            self.tell(.storage(error?.description))
          }
          self.letOthersWatch(writer.directory)
          return writer
        })
      bridge.stop()
      shown.withLock { shown in
        shown.seat = nil
        shown.outcome = outcome.map { "saved in \($0)" }
      }
      onChange()
    }
  }

  private func letOthersWatch(_ directory: RunDirectory) {
    let seat = DriverSeat(directory)
    _ = try? seat.take()
    shown.withLock { ($0.seat, $0.folder) = (seat, directory.path) }
    bridge.start(in: directory)
  }

  private func tell(_ message: Message) {
    shown.withLock { $0.messages.append(message) }
    onChange()
  }
}
