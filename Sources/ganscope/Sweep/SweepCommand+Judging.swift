import Configuration
import GANs
import RunStore
import Session
import Training

extension SweepCommand {
  /// Lets the judge read the last samples of every run that has come to its end.
  ///
  /// A run that cannot be read does not keep the others from it.
  ///
  /// - Parameter isStopped: whether somebody wants it to end.
  /// - Throws: `SweepJudgingStopped` if so.
  func judge(
    _ results: inout [SweepResult], _ sweep: Sweep, isStopped: () -> Bool
  ) throws {
    func goOn() throws(SweepJudgingStopped) {
      if isStopped() { throw SweepJudgingStopped() }
    }
    let bar = PassingBar("judging", isShown: !json && StandardOutput.isTerminal)
    defer { bar.finish() }
    var panels: [SweepImages: JudgePanel] = [:]
    for number in results.indices where results[number].outcome == .finished {
      bar.show(Double(number) / Double(results.count))
      do {
        let reader = try RunReader(sweep.directory(of: results[number].cell))
        let panel = try panel(of: reader, in: &panels, goingOn: goOn)
        try goOn()
        results[number].readings = try lastReadings(reader, panel)
        try goOn()
      } catch let stop as SweepJudgingStopped {
        throw stop
      } catch {
        let error = ShellError(error)
        results[number].outcome = .failed(
          ShellError("not judged: \(error.message)", error.status))
      }
    }
    bar.finish()
    guard !json, panels.count == 1, let panel = panels.values.first,
      let reading = results.lazy.compactMap(\.reading).first
    else { return }
    try StandardOutput.writeLine(
      "\(panel.description.title); "
        + panel.description.floorText(reading.floor, count: reading.count))
  }

  /// Runs on the same images share a judge.
  private func panel(
    of reader: RunReader, in panels: inout [SweepImages: JudgePanel],
    goingOn goOn: () throws -> Void
  ) throws -> JudgePanel {
    let record = try reader.overview().record
    let images = SweepImages(
      dataset: record.settings?.dataset, sha256: record.description.imagesSHA256)
    if let panel = panels[images] { return panel }
    let bar = PassingBar("the judge", isShown: !json && StandardOutput.isTerminal)
    defer { bar.finish() }
    let panel = try RunJudges().panel(of: record) { share in
      bar.show(share)
      try goOn()
    }
    panels[images] = panel
    return panel
  }

  private func lastReadings(_ reader: RunReader, _ panel: JudgePanel) throws -> [QualityReading] {
    let branch = try reader.branch(named: nil)
    let scorer = try RunScorer(reader, branch: branch, panel: panel, count: count)
    guard let last = try ScoredMoment.kept(reader, onLineOf: branch).last else {
      throw ShellError("\(reader.directory.name): no checkpoint of it is kept", .noInput)
    }
    return try scorer.readings(at: last)
  }
}

/// Somebody wants the sweep to end while its runs are judged.
struct SweepJudgingStopped: Error {}

/// By which images runs share a judge.
private struct SweepImages: Hashable {
  let dataset: String?
  let sha256: String?
}
