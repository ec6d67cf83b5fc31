/// Where a run stands.
package enum TrainingPhase: Sendable, Hashable, Codable {
  /// Nothing is trained yet: the text says what is being done, for example `loading mnist`.
  case preparing(String)
  case running
  case paused
  /// An earlier state is being made again: so many batches of those that are to be trained again.
  case returning(done: Int, of: Int)
  /// All epochs are done, or the run was stopped; the text says where it was saved.
  case finished(String)
  /// The run cannot go on; the text is one line for the user.
  case failed(String)

  /// Whether nothing more will be trained.
  package var isOver: Bool {
    switch self {
    case .finished, .failed: true
    default: false
    }
  }
}

/// Everything that a screen shows of a run at one moment: immutable, cheap to copy.
package struct TrainingSnapshot: Sendable, Equatable {
  package var phase: TrainingPhase
  /// Nil until the data is loaded and the networks are built.
  package var run: RunDescription?
  package var knobs: Knobs?
  /// The branch that is being trained.
  package var line: BranchLine
  /// The other branches of the run, in the order of their numbers.
  package var otherLines: [BranchLine]
  /// Until when it is trained before it pauses, where somebody has set a goal that is not reached yet.
  package var goal: TrainingGoal?
  /// The newest samples, which may be newer than the last kept ones.
  package var live: SampleGrid?
  /// The images of the view that was asked for last, or nil where none is.
  package var view: SampleView?
  /// What was asked for last besides the samples: `view` is the answer, where it is made already.
  package var viewRequest: SampleViewRequest?
  /// The last step that was trained in slow motion.
  package var slowStep: StepRecord?
  /// Whether the samples are judged by now.
  package var judge = JudgeStanding.absent
  /// Real images trained per second over the last seconds; 0 before the first batch.
  package var imagesPerSecond: Double
  /// The sequence number of the last command that has taken effect; 0 for none.
  package var acknowledgedCommand: UInt64

  package init(
    phase: TrainingPhase, run: RunDescription? = nil, knobs: Knobs? = nil,
    metrics: MetricHistory = MetricHistory(), samples: [SampleGrid] = [],
    live: SampleGrid? = nil, view: SampleView? = nil, slowStep: StepRecord? = nil,
    events: [TrainingEvent] = [], branch: RunBranch = .main,
    otherLines: [BranchLine] = [], imagesPerSecond: Double = 0, acknowledgedCommand: UInt64 = 0
  ) {
    self.phase = phase
    self.run = run
    self.knobs = knobs
    line = BranchLine(branch: branch, metrics: metrics, samples: samples, events: events)
    self.otherLines = otherLines
    self.live = live
    self.view = view
    self.slowStep = slowStep
    self.imagesPerSecond = imagesPerSecond
    self.acknowledgedCommand = acknowledgedCommand
  }

  /// Every batch of the present branch so far.
  package var metrics: MetricHistory { line.metrics }
  /// All kept sample grids of the present branch so far, oldest first.
  package var samples: [SampleGrid] { line.samples }
  /// All events of the present branch so far, oldest first.
  package var events: [TrainingEvent] { line.events }
  /// All readings of the judge on the present branch so far, oldest first.
  package var quality: [QualityReading] { line.quality }

  /// All branches of the run, in the order of their numbers.
  package var lines: [BranchLine] {
    (otherLines + [line]).sorted { $0.branch.number < $1.branch.number }
  }

  /// The number of batches on the present branch so far.
  package var step: Int { line.step }

  /// The share of all batches of the run that have been trained, 0 to 1.
  package var progress: Double {
    guard let run, run.epochs > 0, run.batchesPerEpoch > 0 else { return 0 }
    return min(1, Double(step) / Double(run.epochs * run.batchesPerEpoch))
  }

  /// The time that the rest of the run takes at the present speed, or nil where that is unknown.
  package var secondsRemaining: Double? {
    guard let run, imagesPerSecond > 0 else { return nil }
    let batches = max(0, run.epochs * run.batchesPerEpoch - step)
    return Double(batches * run.batchSize) / imagesPerSecond
  }
}
