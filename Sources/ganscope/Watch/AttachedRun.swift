import Dispatch
import RunStore
import Screens
import Session
import Synchronization

/// A run that another process trains, shown through the files of the run.
///
/// A few times a second, off the main thread, it looks for what is new; where nothing is, that costs
/// no more than a look at a lock and at a number.
final class AttachedRun: WatchedRun {
  /// What the main thread sees.
  fileprivate struct Shown {
    var snapshot: TrainingSnapshot
    var outcome: Result<String, any Error>?
    var messages: [Message] = []
    var trainer: LockHolder?
    /// Why commands cannot be sent, if they cannot.
    var obstacle: String?
    /// Commands that are not in the database yet, in order.
    var unsent: [NumberedCommand] = []
    var sentCommands: UInt64 = 0
  }

  /// What only the queue touches.
  private struct Followed {
    /// Nil while the run is gone.
    var follower: RunFollower?
    var trainer: LockHolder?
    var hasShown = false
    var numbers = CommandNumbers()
    var refusal: LiveStatus.Refusal?
    /// What is wrong with the disk, as the screen was told.
    var problem: RunStoreError?
    var lastNews = ContinuousClock.now
    /// By this the training knows that somebody watches.
    var presence: ProcessLock?
  }

  private static let interval = DispatchTimeInterval.milliseconds(200)
  /// A training that goes on says so several times a second.
  private static let longestSilence = Duration.seconds(30)

  private let directory: RunDirectory
  /// What to do about a run that nobody trains.
  private let advice: String
  private let onChange: @Sendable () -> Void
  private let seat: DriverSeat
  /// By this the training knows that somebody wants to see a view, and makes none when he is gone.
  private let viewing = Mutex<ProcessLock?>(nil)
  private let shown: Mutex<Shown>
  private let followed: Mutex<Followed>
  private let queue = DispatchQueue(label: "ganscope.attached-run", qos: .userInitiated)

  /// - Parameters:
  ///   - name: how the user calls the run.
  ///   - onChange: called from another thread when there is something new to show.
  /// - Throws: that it is no run, or another user's.
  init(
    _ directory: RunDirectory, name: String, onChange: @escaping @Sendable () -> Void
  ) throws(RunStoreError) {
    self.directory = directory
    self.onChange = onChange
    advice = "ganscope resume \(name)"
    seat = DriverSeat(directory)
    shown = Mutex(
      Shown(
        snapshot: TrainingSnapshot(phase: .preparing("reading \(name)")),
        obstacle: "the run is still being read"))
    followed = Mutex(Followed(follower: try RunFollower(directory)))
  }

  var snapshot: TrainingSnapshot { shown.withLock(\.snapshot) }

  var outcome: Result<String, any Error>? { shown.withLock(\.outcome) }

  func takeMessages() -> [Message] {
    shown.withLock { shown in
      defer { shown.messages = [] }
      return shown.messages
    }
  }

  func start() {
    queue.async { [weak self] in self?.lookAgainAndAgain() }
  }

  func send(_ command: TrainingCommand) -> String? {
    if let obstacle = shown.withLock(\.obstacle) { return obstacle }
    do throws(RunStoreError) {
      if !command.onlyLooks, let driver = try seat.take() { return seat.refusal(by: driver) }
      if case .showView(let request) = command { try view(request) }
    } catch {
      return error.description
    }
    shown.withLock { shown in
      if case .showView = command { shown.forgetUnsentViews() }
      shown.sentCommands += 1
      shown.unsent.append(NumberedCommand(sequence: shown.sentCommands, command: command))
    }
    queue.async { [weak self] in self?.look() }
    return nil
  }

  /// Takes the lock before the training is asked, or it would take the wish for one of somebody who is
  /// gone.
  private func view(_ request: SampleViewRequest?) throws(RunStoreError) {
    try viewing.withLock { lock throws(RunStoreError) in
      guard request != nil else { return lock = nil }
      if lock?.isInPlace == true { return }
      if case .taken(let taken) = try ProcessLock.take(directory.viewersLockPath, .shared) {
        lock = taken
      }
    }
  }

  func leave() {
    // What was asked for last is still passed on.
    queue.sync { look() }
    followed.withLock { followed in
      followed.presence = nil
      followed.follower = nil
    }
    viewing.withLock { $0 = nil }
    seat.leave()
    shown.withLock { shown in
      let trainer = shown.trainer.map { ", which \($0) goes on training" } ?? ""
      shown.outcome = .success("left \(directory.path)\(trainer)")
    }
    onChange()
  }

  // MARK: - On the queue

  private func lookAgainAndAgain() {
    guard outcome == nil else { return }
    look()
    queue.asyncAfter(deadline: .now() + Self.interval) { [weak self] in self?.lookAgainAndAgain() }
  }

  private func look() {
    guard outcome == nil else { return }
    let hasChanged = followed.withLock { followed in
      // Before the reading: what a trainer wrote before it was gone is read then.
      let trainer = directory.trainer
      if trainer == nil { seat.leave() }
      do throws(RunStoreError) {
        try follow(&followed, trainer)
      } catch {
        return show(error, &followed)
      }
      tell(passOn(&followed) ?? silence(followed), &followed)
      return show(&followed, trainer)
    }
    if hasChanged || shown.withLock({ !$0.messages.isEmpty }) { onChange() }
  }

  private func follow(_ followed: inout Followed, _ trainer: LockHolder?) throws(RunStoreError) {
    var follower = if let known = followed.follower { known } else { try RunFollower(directory) }
    followed.presence = followed.presence ?? presence()
    let isNew = try follower.follow()
    let hasOtherTrainer = trainer != followed.trainer
    if isNew || hasOtherTrainer || followed.follower == nil { followed.hasShown = false }
    (followed.follower, followed.trainer) = (follower, trainer)
    if isNew || hasOtherTrainer { followed.lastNews = .now }
  }

  /// Nil where the disk has no room for it: then the training shows less, and all else is as ever.
  private func presence() -> ProcessLock? {
    let attempt = try? ProcessLock.take(directory.watchersLockPath, .shared)
    guard case .taken(let lock) = attempt else { return nil }
    return lock
  }

  /// Sends what is waiting; what the disk does not take now is sent the next time.
  ///
  /// - Returns: why the disk did not take it.
  private func passOn(_ followed: inout Followed) -> RunStoreError? {
    if followed.trainer == nil { shown.withLock { $0.unsent = [] } }
    do throws(RunStoreError) {
      while let next = shown.withLock(\.unsent.first), let follower = followed.follower {
        followed.numbers.passOn(next.sequence, as: try follower.send(next.command))
        // Meanwhile it may have been replaced.
        shown.withLock { $0.unsent.removeAll { $0.sequence == next.sequence } }
      }
      return nil
    } catch {
      return error
    }
  }

  /// That a training which goes on has said nothing for long.
  private func silence(_ followed: Followed) -> RunStoreError? {
    guard let trainer = followed.trainer, case .running = followed.follower?.live?.phase,
      followed.lastNews.duration(to: .now) > Self.longestSilence
    else { return nil }
    return RunStoreError(
      .inputOutput, "no news from \(trainer) for a while: its disk may be full, or it stands still")
  }

  /// Shows what has been read.
  ///
  /// - Returns: whether it is anything new.
  private func show(_ followed: inout Followed, _ trainer: LockHolder?) -> Bool {
    guard !followed.hasShown, let follower = followed.follower else { return false }
    followed.hasShown = true
    let live = follower.listening(trainer)
    if let live { followed.numbers.acknowledge(upTo: live.acknowledgedCommand) }
    var snapshot = follower.snapshot(trainer: trainer, advice: advice)
    snapshot.acknowledgedCommand = followed.numbers.acknowledged
    // Where nobody trains nothing more will take effect.
    if trainer == nil { snapshot.acknowledgedCommand = shown.withLock(\.sentCommands) }
    let obstacle = obstacle(trainer, live)
    let refusal = newRefusal(live, &followed)
    shown.withLock { shown in
      (shown.snapshot, shown.trainer, shown.obstacle) = (snapshot, trainer, obstacle)
      if let refusal { shown.messages.append(.notice(refusal)) }
    }
    return true
  }

  private func obstacle(_ trainer: LockHolder?, _ live: LiveStatus?) -> String? {
    guard let trainer else { return "nobody trains this run: \(advice)" }
    return live == nil ? "\(trainer) has not begun to train yet" : nil
  }

  /// Why the training could not follow a command, where that is new.
  private func newRefusal(_ live: LiveStatus?, _ followed: inout Followed) -> String? {
    guard let live, live.refusal != followed.refusal else { return nil }
    followed.refusal = live.refusal
    return live.refusal.map(\.reason)
  }

  /// Shows that the run cannot be read, and leaves what was read before on the screen.
  ///
  /// - Returns: whether that is anything new.
  private func show(_ error: RunStoreError, _ followed: inout Followed) -> Bool {
    guard tell(error, &followed) else { return false }
    if error.kind == .badData, snapshot.run == nil {
      shown.withLock { $0.outcome = .failure(error) }
    }
    guard followed.follower?.isInPlace != true else { return true }
    (followed.follower, followed.presence) = (nil, nil)
    shown.withLock { shown in
      (shown.trainer, shown.obstacle) = (nil, error.description)
      shown.snapshot.phase = .failed(error.description)
    }
    return true
  }

  /// Tells what is wrong, or that nothing is, where that is new.
  @discardableResult
  private func tell(_ problem: RunStoreError?, _ followed: inout Followed) -> Bool {
    guard followed.problem != problem else { return false }
    followed.problem = problem
    shown.withLock { $0.messages.append(.storage(problem?.description)) }
    return true
  }
}

extension AttachedRun.Shown {
  /// Of what is to be looked at only the newest wish counts.
  fileprivate mutating func forgetUnsentViews() {
    unsent.removeAll { if case .showView = $0.command { true } else { false } }
  }
}
