internal import Dispatch
package import RunStore
internal import Session
internal import Synchronization

/// Lets other processes watch a training and command it, through the database of its run.
///
/// A few times a second while somebody watches, else seldom, and never on the thread of the training, it hands on the commands that have
/// come and writes down how the training stands. Where the disk fails it is silent and tries again.
package final class LiveBridge: Sendable {
  fileprivate struct State {
    var channel: TrainerChannel
    var numbers: CommandNumbers?
    var refusal: LiveStatus.Refusal?
    var written: LiveStatus?
    var isWatched = false
    /// What those who watch want to see, and what nobody of them wants to see any more.
    var request: SampleViewRequest?
    var forsaken: SampleViewRequest?
    /// The number of the command that asked for it last.
    var viewCommand: UInt64 = 0
    var shown = LiveImages()
    /// The numbers of the view and of the slow step that are shown.
    var numbersOfShown = (view: 0, slowStep: 0)
  }

  /// How long after a look the next one comes: who watches is not to wait, but while nobody does a
  /// paused program is to cost next to nothing.
  private static func interval(isWatched: Bool) -> DispatchTimeInterval {
    .milliseconds(isWatched ? 200 : 1500)
  }

  private let mailbox: CommandMailbox
  private let feed: SnapshotFeed
  private let asksForSamples: Bool
  private let state = Mutex<State?>(nil)
  private let queue = DispatchQueue(label: "ganscope.live-bridge", qos: .utility)

  /// - Parameter asksForSamples: whether live samples are to be made only while somebody watches from
  ///   outside; a screen of its own has them made anyway.
  package init(mailbox: CommandMailbox, feed: SnapshotFeed, asksForSamples: Bool) {
    self.mailbox = mailbox
    self.feed = feed
    self.asksForSamples = asksForSamples
  }

  /// Opens the bridge to a run whose folder is there.
  package func start(in directory: RunDirectory) {
    open(directory)
    queue.async { [weak self] in self?.lookAgainAndAgain() }
  }

  func open(_ directory: RunDirectory) {
    state.withLock { $0 = State(channel: TrainerChannel(directory)) }
  }

  /// Writes down the end and closes the bridge, before anybody else may train the run.
  package func stop() {
    queue.sync {
      look()
      state.withLock { state in
        state?.channel.close()
        state = nil
      }
    }
  }

  private func lookAgainAndAgain() {
    look()
    guard let isWatched = state.withLock({ $0?.isWatched }) else { return }
    queue.asyncAfter(deadline: .now() + Self.interval(isWatched: isWatched)) { [weak self] in
      self?.lookAgainAndAgain()
    }
  }

  /// Looks once what has come, and says how the training stands.
  func look() {
    state.withLock { state in
      guard var present = state else { return }
      lookForWatchers(&present)
      handOnCommands(&present)
      lookForViewers(&present)
      writeStatus(&present)
      state = present
    }
  }

  private func lookForWatchers(_ state: inout State) {
    let isWatched = state.channel.isWatched
    guard isWatched != state.isWatched else { return }
    state.isWatched = isWatched
    // The first thing that a watcher needs is all there is.
    state.written = nil
    if asksForSamples { mailbox.send(.showLiveSamples(isWatched)) }
  }

  /// Lets the training make no view any more that nobody outside wants to see.
  private func lookForViewers(_ state: inout State) {
    if state.request != nil, !state.channel.isViewed { state.forsake() }
    guard let forsaken = state.forsaken else { return }
    let snapshot = feed.snapshot
    guard snapshot.acknowledgedCommand >= state.viewCommand else { return }
    state.forsaken = nil
    // A screen of the training's own may have asked for another one meanwhile, which stays.
    if snapshot.viewRequest == forsaken { mailbox.send(.showView(nil)) }
  }

  private func handOnCommands(_ state: inout State) {
    guard let commands = state.channel.newCommands() else { return }
    var numbers =
      state.numbers ?? CommandNumbers(acknowledged: state.channel.lastSeenCommand)
    for sent in commands {
      if let objection = objection(to: sent.command) {
        state.refusal = LiveStatus.Refusal(command: sent.number, reason: objection)
        numbers.drop(sent.number)
      } else if case .showView(nil) = sent.command {
        state.forsake()
        numbers.drop(sent.number)
      } else if let command = sent.command {
        let number = mailbox.send(command)
        if case .showView(let request) = command { state.ask(for: request, by: number) }
        numbers.passOn(sent.number, as: number)
      }
    }
    state.numbers = numbers
  }

  private func objection(to command: TrainingCommand?) -> String? {
    guard let command else { return "a command that this version does not know" }
    guard let knobs = feed.snapshot.knobs else { return "the training has not begun yet" }
    return knobs.objection(to: command)
  }

  private func writeStatus(_ state: inout State) {
    let snapshot = feed.snapshot
    guard var numbers = state.numbers else { return }
    numbers.acknowledge(upTo: snapshot.acknowledgedCommand)
    state.numbers = numbers
    var status = LiveStatus(
      snapshot, acknowledgedCommand: numbers.acknowledged, refusal: state.refusal)
    state.number(snapshot, for: &status)
    if !state.isWatched { status.leaveOutWhatChangesAlways() }
    guard status != state.written else { return }
    var images = LiveImages()
    if status.grid != nil, status.grid != state.written?.grid { images.grid = snapshot.live }
    if status.view != nil, status.view != state.written?.view { images.view = snapshot.view }
    if status.slowStep != nil, status.slowStep != state.written?.slowStep {
      images.slowStep = snapshot.slowStep
    }
    if state.channel.write(status, images) { state.written = status }
  }
}

extension LiveBridge.State {
  fileprivate mutating func ask(for request: SampleViewRequest?, by number: UInt64) {
    (self.request, forsaken, viewCommand) = (request, nil, number)
  }

  fileprivate mutating func forsake() {
    forsaken = request ?? forsaken
    request = nil
  }

  /// Gives numbers to the view and to the slow step of a snapshot, others where they have changed.
  fileprivate mutating func number(_ snapshot: TrainingSnapshot, for status: inout LiveStatus) {
    if let request, let view = snapshot.view, view.answers(request) {
      if view != shown.view { numbersOfShown.view += 1 }
      (shown.view, status.view) = (view, numbersOfShown.view)
    }
    if let slowStep = snapshot.slowStep {
      if slowStep != shown.slowStep { numbersOfShown.slowStep += 1 }
      (shown.slowStep, status.slowStep) = (slowStep, numbersOfShown.slowStep)
    }
  }
}

extension LiveStatus {
  /// So that the disk is left in peace while nobody watches.
  fileprivate mutating func leaveOutWhatChangesAlways() {
    (grid, view, slowStep) = (nil, nil, nil)
    imagesPerSecond = 0
    if case .returning(_, let total) = phase { phase = .returning(done: 0, of: total) }
  }
}
