import Foundation
package import Session

/// How a training stands at a moment, for those who watch it from other processes.
package struct LiveStatus: Sendable, Hashable, Codable {
  /// Of which moment the newest samples are.
  package struct GridPlace: Sendable, Hashable, Codable {
    package var epoch: Int
    package var step: Int
    package var showsAverage: Bool
  }

  /// A command that could not be followed.
  package struct Refusal: Sendable, Hashable, Codable {
    /// Its number in the table `command`.
    package var command: UInt64
    /// Why, in one line.
    package var reason: String

    package init(command: UInt64, reason: String) {
      self.command = command
      self.reason = reason
    }
  }

  /// The process that trains the run.
  package var processID: Int32
  package var phase: TrainingPhase
  package var knobs: Knobs?
  /// Until when it is trained before it pauses; nil where no goal was set.
  package var goal: TrainingGoal?
  /// Real images trained per second over the last seconds.
  package var imagesPerSecond: Double
  /// How many epochs the run is to have.
  package var epochs: Int
  /// The number of the branch that is being trained.
  package var branch: Int
  /// The number in the table `command` of the last command that has taken effect; 0 for none.
  package var acknowledgedCommand: UInt64
  package var refusal: Refusal?
  /// Where the samples beside this belong; nil while nobody watches.
  package var grid: GridPlace?
  /// The number of the view beside this, another one for each; nil while nobody who watches wants one.
  package var view: Int?
  /// The number of the step in slow motion beside this; nil where there is none, or nobody watches.
  package var slowStep: Int?
  /// Whether the samples are judged by now; nil from programs that have no judges.
  package var judge: JudgeStanding?

  /// How a training of this process stands.
  package init(
    _ snapshot: TrainingSnapshot, acknowledgedCommand: UInt64, refusal: Refusal? = nil
  ) {
    processID = getpid()
    phase = snapshot.phase
    knobs = snapshot.knobs
    goal = snapshot.goal
    imagesPerSecond = snapshot.imagesPerSecond
    epochs = snapshot.run?.epochs ?? 0
    branch = snapshot.line.branch.number
    judge = snapshot.judge
    self.acknowledgedCommand = acknowledgedCommand
    self.refusal = refusal
    grid = snapshot.live.map {
      GridPlace(epoch: $0.epoch, step: $0.step, showsAverage: $0.showsAverage)
    }
  }
}

extension LiveStatus {
  /// - Throws: that it says what no training could, as it may in a damaged file.
  func requireSense() throws(RunStoreError) {
    var isSensible = (0...1_000_000).contains(epochs)
    if case .returning(let done, let total) = phase {
      isSensible = isSensible && 0 <= done && done <= total
    }
    if let goal { isSensible = isSensible && goal.isSensible }
    if let judge { isSensible = isSensible && judge.isSensible }
    for trick in knobs?.tricks ?? [] { isSensible = isSensible && trick.isSensible }
    guard isSensible else { throw RunStoreError(.badData, "its table live makes no sense") }
  }
}

extension JudgeStanding {
  fileprivate var isSensible: Bool {
    switch self {
    case .absent, .excluded, .readingRealImages, .failed: true
    case .preparing(let share): (0...1).contains(share)
    case .ready(let judge): judge.isSensible
    }
  }
}

extension TrickKnob {
  fileprivate var isSensible: Bool {
    let notchIsSensible =
      switch notch {
      case .step(let step): step.isFinite && step > 0
      case .factor(let factor, let smallest): factor.isFinite && factor > 1 && smallest > 0
      }
    return notchIsSensible && lower.isFinite && upper.isFinite && lower <= upper
  }
}
