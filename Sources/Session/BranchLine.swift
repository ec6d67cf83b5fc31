/// Everything on the way from a run's beginning to the end of one branch, the part that it shares with
/// the branches it came from included.
package struct BranchLine: Sendable, Equatable {
  package var branch: RunBranch
  package var metrics: MetricHistory
  /// All kept sample grids, oldest first.
  package var samples: [SampleGrid]
  /// All events, oldest first; of the branches it came from those before the last batch in common.
  package var events: [TrainingEvent]
  /// All readings of the judge, oldest first.
  package var quality: [QualityReading]

  package init(
    branch: RunBranch = .main, metrics: MetricHistory = MetricHistory(),
    samples: [SampleGrid] = [], events: [TrainingEvent] = [], quality: [QualityReading] = []
  ) {
    self.branch = branch
    self.metrics = metrics
    self.samples = samples
    self.events = events
    self.quality = quality
  }

  /// The number of batches on it.
  package var step: Int { metrics.last?.step ?? 0 }

  /// Takes a reading to its place among the others; it takes the place of one of the same batch and source.
  package mutating func add(_ reading: QualityReading) {
    quality.removeAll { $0.step == reading.step && $0.source == reading.source }
    // It comes last, unless it had to wait for the judge.
    let place = quality.lastIndex { $0.step <= reading.step }.map { $0 + 1 } ?? 0
    quality.insert(reading, at: place)
  }

  /// The beginning of another branch that leaves this one.
  ///
  /// What was done to the knobs after the last common batch belongs to this one alone.
  package func left(by branch: RunBranch) -> BranchLine {
    let step = branch.origin?.step ?? 0
    return BranchLine(
      branch: branch, metrics: MetricHistory(metrics.prefix { $0.step <= step }),
      samples: samples.filter { $0.step <= step }, events: events.filter { $0.step < step },
      quality: quality.filter { $0.step <= step })
  }
}
