package import Session

/// The series and events of a run, one JSON object a line, in the form of `train --json`.
package struct JSONLinesSeries {
  private let run: String
  private let stretches: [(line: BranchLine, stretch: BranchStretch)]
  private let weightsHash: (_ branch: Int, _ step: Int) -> String?

  /// - Parameters:
  ///   - lines: one for a branch from the run's beginning to its tip, or those of all branches.
  ///   - branches: all of the run.
  ///   - run: the run's folder.
  ///   - weightsHash: that of the weights after a batch of the branch with a number, where it is known.
  /// - Throws: that the branches do not hang together.
  package init(
    _ lines: [BranchLine], among branches: [RunBranch], run: String,
    weightsHash: @escaping (_ branch: Int, _ step: Int) -> String? = { _, _ in nil }
  ) throws(RunStoreError) {
    stretches = try lines.stretches(among: branches)
    self.run = run
    self.weightsHash = weightsHash
  }

  /// Writes batches, readings and events in their order, each once, with the branch that they belong to.
  ///
  /// - Returns: the number of lines.
  @discardableResult package func write(to path: String) throws(RunStoreError) -> Int {
    try AtomicFile.write(to: path, permissions: 0o666) { file throws(RunStoreError) in
      var buffer = LineBuffer()
      for (line, stretch) in stretches {
        let batches = Dictionary(grouping: line.metrics, by: \.epoch)
        var rest = stretch.metrics[...]
        var readings = stretch.quality[...]
        for event in stretch.events {
          let done = rest.prefix { $0.step <= event.step }
          try append(done, &readings, of: stretch.branch, to: &buffer, file)
          rest = rest.dropFirst(done.count)
          try buffer.append(text(of: self.line(of: event, stretch, batches)), to: file)
        }
        try append(rest, &readings, of: stretch.branch, to: &buffer, file)
      }
      try buffer.flush(to: file)
    }
    return stretches.reduce(0) { $0 + $1.stretch.count }
  }

  /// Writes batches, and the readings up to the last of them, each behind its batch.
  private func append(
    _ batches: ArraySlice<BatchMetrics>, _ readings: inout ArraySlice<QualityReading>,
    of branch: RunBranch, to buffer: inout LineBuffer, _ file: borrowing AtomicFile
  ) throws(RunStoreError) {
    for batch in batches {
      try buffer.append(text(of: RunLine.Batch(batch, branch: branch.name)), to: file)
      while let reading = readings.first, reading.step <= batch.step {
        try buffer.append(text(of: RunLine.Quality(reading, branch: branch.name)), to: file)
        readings.removeFirst()
      }
    }
  }

  private func line(
    of event: TrainingEvent, _ stretch: BranchStretch, _ batches: [Int: [BatchMetrics]]
  ) -> any Encodable {
    let (branch, step) = (stretch.branch.name, event.step)
    func line(_ name: String) -> EventLine { EventLine(event: name, branch: branch, step: step) }
    func end(_ status: RunStatus) -> RunLine.End {
      let hash = weightsHash(stretch.branch.number, step)
      return RunLine.End(run: run, step: step, status: status, weightsSHA256: hash, branch: branch)
    }
    switch event.kind {
    case .started: return line("started")
    case .paused: return line("paused")
    case .resumed: return line("resumed")
    case .learningRate(let network, let old, let new):
      return line("learning_rate").with(\.network, network).turned(from: old, to: new)
    case .dropout(let old, let new):
      return line("dropout").turned(from: old, to: new)
    case .trick(let name, let old, let new):
      return line("trick").with(\.trick, name).turned(from: old, to: new)
    case .epochEnded(let epoch):
      return RunLine.Epoch(epoch, step: step, batches: batches[epoch] ?? [], branch: branch)
    case .marked(let name): return line("marked").with(\.name, name)
    case .branched(let parent): return line("branched").with(\.parent, parent)
    case .switched: return line("switched")
    case .continued(let machine, let version):
      return line("continued").with(\.machine, machine).with(\.version, version)
    case .prolonged(let old, let new):
      return line("prolonged").turned(from: Double(old), to: Double(new))
    case .reached(let goal): return line("reached").with(\.goal, goal.text)
    case .refused(let reason): return line("refused").with(\.reason, reason)
    case .finished: return end(.finished)
    case .stopped: return end(.stopped)
    case .diverged: return RunLine.Alarm(divergedAtStep: step, branch: branch)
    case .alarm(let alarm): return RunLine.Alarm(alarm, step: step, branch: branch)
    case .alarmEnded(let kind): return line("alarm_ended").with(\.name, kind.rawValue)
    }
  }

  private func text(of line: any Encodable) throws(RunStoreError) -> String {
    do {
      return try JSONLine.text(of: line)
    } catch {
      throw RunStoreError(.badData, "\(run): holds what cannot stand in JSON: \(error)")
    }
  }
}

/// An event that `train --json` does not print; what does not belong to it is nil and left out.
private struct EventLine: Encodable {
  let event: String
  let branch: String
  let step: Int
  var network: NetworkRole?
  var trick: String?
  var from: Double?
  var to: Double?
  var name: String?
  var parent: String?
  var machine: String?
  var version: String?
  var goal: String?
  var reason: String?

  func with<Value>(_ key: WritableKeyPath<Self, Value?>, _ value: Value) -> Self {
    var line = self
    line[keyPath: key] = value
    return line
  }

  func turned(from old: Double, to new: Double) -> Self { with(\.from, old).with(\.to, new) }
}
