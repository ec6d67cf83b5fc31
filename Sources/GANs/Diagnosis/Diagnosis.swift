package import Session

/// What a batch or a reading changed in the alarms of a run.
package enum DiagnosisChange: Sendable, Hashable {
  case raised(Alarm)
  case ended(Alarm.Kind)
}

/// Looks for what goes wrong in a run, by its batches and by its judge's readings.
///
/// The state is a pure fold over the line of a branch: whoever follows the same batches and readings comes
/// to the same alarms. So nothing of it is stored; a run that goes on, or goes back, follows its line again.
/// Of the situation only the judge matters to that: it must be the same, and known before the first
/// reading is followed.
package struct Diagnosis: Sendable {
  /// A rule, and for how long it has said the same.
  private struct Watch: Sendable {
    let rule: any DiagnosisRule
    var vigil = Vigil()

    var kind: Alarm.Kind { type(of: rule).kind }

    /// The batch at which the state began whose alarm is raised now.
    ///
    /// What is wrong with images counts from the first doubt on, as it is no alarm while they get better.
    var onset: Int {
      switch type(of: rule).pace {
      case .batches: vigil.streakStart
      case .readings: vigil.doubtStart ?? vigil.streakStart
      }
    }
  }

  /// What may change while it trains; set it whenever it does.
  package var situation: DiagnosisSituation {
    didSet { evidence.judge = situation.judge }
  }
  private var evidence: Evidence
  private var watches: [Watch]

  package init(_ facts: DiagnosisFacts, in situation: DiagnosisSituation = .init()) {
    self.situation = situation
    evidence = Evidence(facts)
    evidence.judge = situation.judge
    watches = diagnosisRules.map { Watch(rule: $0.init()) }
  }

  /// Learns of a batch.
  package mutating func follow(_ metrics: BatchMetrics) -> [DiagnosisChange] {
    evidence.follow(metrics)
    return look(after: .batches, at: metrics.step)
  }

  /// Learns of a reading, after the batch of its step.
  package mutating func follow(_ reading: QualityReading) -> [DiagnosisChange] {
    evidence.follow(reading) ? look(after: .readings, at: reading.step) : []
  }

  /// The states whose alarms are raised.
  package var openKinds: Set<Alarm.Kind> {
    Set(watches.lazy.filter(\.vigil.isRaised).map(\.kind))
  }

  /// The batch itself where it was healthy, else the last one before it to go back to.
  package func healthyStep(atOrBefore step: Int) -> Int {
    let retreat = evidence.retreat(through: step)
    return retreat.isHealthy(step) ? step : retreat.newest
  }

  /// - Parameter step: the batch, or that of the reading.
  private mutating func look(after pace: DiagnosisPace, at step: Int) -> [DiagnosisChange] {
    var changes: [DiagnosisChange] = []
    for index in watches.indices where type(of: watches[index].rule).pace == pace {
      let rule = watches[index].rule
      guard !isOutranked(watches[index].kind),
        watches[index].vigil.follow(
          rule.symptom(in: evidence), patience: rule.patience(in: evidence), at: step)
      else { continue }
      let kind = watches[index].kind
      if watches[index].vigil.isRaised {
        evidence.fallIll(kind, since: watches[index].onset)
        changes.append(.raised(alarm(of: rule)))
        changes += endLesser(than: kind, at: step)
      } else {
        evidence.recover(from: kind, at: step)
        changes.append(.ended(kind))
      }
    }
    return changes
  }

  private func alarm(of rule: any DiagnosisRule) -> Alarm {
    rule.alarm(in: evidence, of: Pharmacy(facts: evidence.facts, situation: situation))
  }

  private func isOutranked(_ kind: Alarm.Kind) -> Bool {
    watches.contains { $0.vigil.isRaised && $0.kind.implied.contains(kind) }
  }

  /// Ends the alarms that say less of the same.
  private mutating func endLesser(than kind: Alarm.Kind, at step: Int) -> [DiagnosisChange] {
    var changes: [DiagnosisChange] = []
    for index in watches.indices where kind.implied.contains(watches[index].kind) {
      let lesser = watches[index].kind
      if watches[index].vigil.isRaised {
        evidence.recover(from: lesser, at: step)
        changes.append(.ended(lesser))
      }
      watches[index].vigil.end()
    }
    return changes
  }
}

/// Every rule, in the order in which they look.
private let diagnosisRules: [any DiagnosisRule.Type] = [
  Divergence.self, DiscriminatorDominates.self, BrokenDiscriminator.self, VanishingGradient.self,
  FullCollapse.self, PartialCollapse.self, Oscillation.self, Overfitting.self,
  StuckPixels.self, Checkerboard.self, PeakPassed.self,
]

extension Alarm.Kind {
  /// The states that go without saying where this one is.
  fileprivate var implied: Set<Alarm.Kind> {
    switch self {
    case .divergence: Set(Alarm.Kind.allCases).subtracting([.divergence])
    // The few images that are left are easily near some of the training.
    case .fullCollapse: [.partialCollapse, .peakPassed, .oscillation, .overfitting]
    case .partialCollapse: [.peakPassed]
    default: []
    }
  }
}

// MARK: - The line of a branch

extension Diagnosis {
  /// The diagnosis at the end of a line.
  package init(
    _ facts: DiagnosisFacts, in situation: DiagnosisSituation, following line: BranchLine
  ) {
    self.init(facts, in: situation)
    _ = follow(line)
  }

  /// Learns of all batches and readings of a line, each reading after the batch of its step.
  package mutating func follow(_ line: BranchLine) -> [DiagnosisChange] {
    var changes: [DiagnosisChange] = []
    var readings = line.quality[...]
    for batch in line.metrics {
      while let reading = readings.first, reading.step < batch.step {
        changes += follow(reading)
        readings.removeFirst()
      }
      changes += follow(batch)
    }
    for reading in readings { changes += follow(reading) }
    return changes
  }

  /// What makes the alarms that a line remembers those of this diagnosis, where another version of the
  /// program has raised them.
  package func changes(from remembered: [Alarm]) -> [DiagnosisChange] {
    let open = openKinds
    let known = Set(remembered.map(\.kind))
    let ended = remembered.filter { !open.contains($0.kind) }
      .map { DiagnosisChange.ended($0.kind) }
    let raised = watches.filter { $0.vigil.isRaised && !known.contains($0.kind) }
      .map { DiagnosisChange.raised(alarm(of: $0.rule)) }
    return ended + raised
  }
}
