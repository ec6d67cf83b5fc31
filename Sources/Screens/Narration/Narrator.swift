package import Session

/// Tells a run in sentences, for people who hear a screen instead of seeing it.
///
/// It is told of snapshots and of the time, and answers with what is worth saying, once. What happens is
/// said at once; epochs are said at a pace at which one can listen.
package struct Narrator: Sendable {
  /// How often it speaks of epochs, in seconds.
  package struct Pace: Sendable {
    /// Epochs that end sooner after the last report are reported together.
    package var shortest: Double
    /// After so long a silence it says how far the epoch is.
    package var longest: Double

    package init(shortest: Double = 5, longest: Double = 60) {
      self.shortest = shortest
      self.longest = longest
    }
  }

  private let pace: Pace
  private var earlier: TrainingSnapshot?
  private var lastReport = -Double.infinity
  /// How many epochs and events have been told, and what the last told epoch measured.
  private var toldEpochs = 0
  private var toldEvents = 0
  private var toldAverages: MetricAverages?
  /// The newest reading that was told.
  private var toldReading: QualityReading?

  package init(pace: Pace = Pace()) {
    self.pace = pace
  }

  /// What is to be said now, a line each.
  ///
  /// - Parameter seconds: the time from any fixed moment on, that never runs backwards.
  package mutating func follow(_ snapshot: TrainingSnapshot, at seconds: Double) -> [String] {
    let before = earlier
    earlier = snapshot
    var lines: [String] = []
    if snapshot.run != nil {
      if before?.run != snapshot.run {
        lines += begin(snapshot, at: seconds)
      } else if before?.line.branch != snapshot.line.branch {
        lines += changeBranch(snapshot)
      }
      lines += Speech.judge(snapshot.judge, after: before?.judge).map { [$0] } ?? []
      lines += report(snapshot, at: seconds)
      lines += tellEvents(of: snapshot)
    }
    return (lines + phase(snapshot.phase, after: before?.phase)).map(Speech.line)
  }

  /// How the run stands, for somebody who asks.
  package var status: [String] {
    guard let snapshot = earlier else { return ["Nothing is known of the run yet."] }
    guard let run = snapshot.run, let last = snapshot.metrics.last else {
      return phase(snapshot.phase, after: nil) + ["No batch has been trained yet."]
    }
    let state =
      switch snapshot.phase {
      case .paused: "The training is paused. "
      case .finished: "The run is over. "
      default: ""
      }
    let averages = MetricAverages(snapshot.metrics.suffix(run.batchesPerEpoch))
    let place = Speech.capitalized(Speech.place(last, in: run))
    let numbers = "\(state)\(place): \(averages.losses()). \(averages.accuracies)."
    let alarms = snapshot.line.openAlarms.map {
      "An alarm is open: \($0.title). \(Speech.capitalized($0.seen)). The command health tells more."
    }
    return
      ([numbers] + description(of: snapshot.live ?? snapshot.samples.last)
      + Speech.quality(of: snapshot) + alarms).map(Speech.line)
  }

  // MARK: - Beginnings

  private mutating func begin(_ snapshot: TrainingSnapshot, at seconds: Double) -> [String] {
    guard let run = snapshot.run else { return [] }
    lastReport = seconds
    skipWhatIsOver(snapshot)
    guard let last = snapshot.metrics.last else {
      // That it was started is to be said.
      toldEvents = 0
      return Speech.introduction(to: run)
    }
    return Speech.introduction(to: run) + ["It stands at \(Speech.place(last, in: run))."]
  }

  private mutating func changeBranch(_ snapshot: TrainingSnapshot) -> [String] {
    skipWhatIsOver(snapshot)
    let branch = snapshot.line.branch.name
    return ["The training is on the branch \(branch) now, after batch \(snapshot.step)."]
  }

  /// Takes for told what a line of the run has brought already.
  private mutating func skipWhatIsOver(_ snapshot: TrainingSnapshot) {
    toldEpochs = snapshot.endedEpochs
    toldAverages = MetricAverages(snapshot.metrics(ofEpoch: toldEpochs))
    toldEvents = snapshot.events.count
    toldReading = HealthReadings(snapshot.quality).newest
  }

  // MARK: - Epochs

  private mutating func report(_ snapshot: TrainingSnapshot, at seconds: Double) -> [String] {
    let silence = seconds - lastReport
    let isHalted = snapshot.phase != .running
    if snapshot.endedEpochs > toldEpochs, isHalted || silence >= pace.shortest {
      lastReport = seconds
      return reportEpoch(snapshot)
    }
    guard !isHalted, silence >= pace.longest, let run = snapshot.run,
      let last = snapshot.metrics.last
    else { return [] }
    lastReport = seconds
    let averages = MetricAverages(snapshot.metrics.suffix(min(last.batch, 50)))
    let place = Speech.capitalized(Speech.place(last, in: run))
    return ["\(place): \(averages.losses())\(Speech.speed(of: snapshot))."]
  }

  private mutating func reportEpoch(_ snapshot: TrainingSnapshot) -> [String] {
    guard let run = snapshot.run else { return [] }
    let (first, last) = (toldEpochs + 1, snapshot.endedEpochs)
    let averages = MetricAverages(snapshot.metrics(ofEpoch: last))
    let losses = averages.losses(after: toldAverages)
    (toldEpochs, toldAverages) = (last, averages)
    let epochs =
      first == last
      ? "Epoch \(last) of \(run.epochs) is done"
      : "Epochs \(first) to \(last) of \(run.epochs) are done"
    return ["\(epochs): \(losses). \(averages.accuracies)\(Speech.speed(of: snapshot))."]
      + description(of: snapshot.samples.last { $0.endsEpoch && $0.epoch == last })
      + tellQuality(of: snapshot)
  }

  /// What the judge has found since it was told last.
  private mutating func tellQuality(of snapshot: TrainingSnapshot) -> [String] {
    let newest = HealthReadings(snapshot.quality).newest
    guard newest != toldReading else { return [] }
    defer { toldReading = newest }
    return Speech.quality(of: snapshot, after: toldReading)
  }

  private func description(of grid: SampleGrid?) -> [String] {
    grid.flatMap(SampleDescription.init).map { [$0.text] } ?? []
  }

  // MARK: - Events

  private mutating func tellEvents(of snapshot: TrainingSnapshot) -> [String] {
    defer { toldEvents = snapshot.events.count }
    return snapshot.events.dropFirst(toldEvents).compactMap {
      Speech.sentence(of: $0, in: snapshot)
    }
  }

  private func phase(_ phase: TrainingPhase, after before: TrainingPhase?) -> [String] {
    switch phase {
    case .preparing(let what) where phase != before:
      ["\(Speech.capitalized(what))."]
    case .returning(_, let count):
      if case .returning = before {
        []
      } else {
        ["Going back: \(Speech.count(count, "batch", "batches")) are trained again."]
      }
    case .finished(let place) where phase != before:
      ["The run is over. It is saved in \(place)."]
    case .failed(let reason) where phase != before:
      ["Attention: the run has failed: \(reason)."]
    default:
      []
    }
  }
}

extension TrainingSnapshot {
  /// How many epochs have been trained to their end.
  fileprivate var endedEpochs: Int {
    guard let run, let last = metrics.last else { return 0 }
    return last.batch >= run.batchesPerEpoch ? last.epoch : last.epoch - 1
  }

  /// The batches of an epoch that have been trained; none for epoch 0.
  fileprivate func metrics(ofEpoch epoch: Int) -> Slice<MetricHistory> {
    let size = run?.batchesPerEpoch ?? 0
    let start = min(max(0, (epoch - 1) * size), metrics.count)
    let end = min(max(0, epoch * size), metrics.count)
    return metrics[start..<max(start, end)]
  }
}
