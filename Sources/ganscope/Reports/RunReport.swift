import Foundation
import RunStore
import Screens
import Session

/// What a run is and how far it came, as tables.
struct RunReport {
  private let reader: RunReader
  private let trainer: LockHolder?

  /// - Parameter trainer: who trained it before anything of it was read.
  init(of reader: RunReader, trainer: LockHolder?) {
    self.reader = reader
    self.trainer = trainer
  }

  func overview() throws -> String {
    let overview = try reader.overview()
    let (record, run) = (overview.record, overview.record.description)
    let lines = try reader.lines(samples: false)
    var table = TextTable(["run", run.run])
    table.add(["folder", reader.directory.path])
    table.add(["recipe", run.recipe])
    table.add(["data set", "\(run.dataset), \(run.imageCount) images"])
    table.add(["seed", "\(run.seed)"])
    table.add(["status", "\(RunStanding(overview.status, trainer: trainer))"])
    table.add(["batches", "\(overview.batches), \(run.batchesPerEpoch) an epoch"])
    table.add(["epochs", "\(run.epochs)"])
    table.add(["grids", "\(try reader.gridCount())"])
    table.add(["checkpoints", try checkpoints(record)])
    table.add(["machine", "\(record.machine), kernels \(run.kernels)"])
    if let precision = run.precision { table.add(["precision", precision]) }
    table.add(["version", record.programVersion])
    table.add(["judge", Self.judge(overview)])
    if let line = lines.first(where: { $0.branch.number == overview.branch }) {
      for (title, text) in Self.health(of: line) { table.add([title, text]) }
    }
    return table.text + "\n\n" + branches(lines, trained: overview.branch).text
  }

  /// Who has read the samples.
  private static func judge(_ overview: RunReader.Overview) -> String {
    // The row is called judge already.
    if let judge = overview.judge { return String(judge.title.dropFirst("judge ".count)) }
    return overview.record.settings?.isJudged == false
      ? "none, as the run was to have none" : "none has read the samples yet"
  }

  /// The newest reading of each kind, and the alarms that are open.
  private static func health(of line: BranchLine) -> [(title: String, text: String)] {
    let readings = QualityReading.Source.allCases.compactMap { line.readings(of: $0).last }
    let alarms = line.openAlarms.map { "\($0.title): \($0.seen)" }
    return readings.map { ("reading", $0.brief) }
      + (alarms.isEmpty ? ["none open"] : alarms).map { ("alarm", $0) }
  }

  /// For example `12 kept of 40, 31 MB of at most 2 GB`.
  private func checkpoints(_ record: RunRecord) throws -> String {
    let all = try reader.checkpoints()
    let kept = all.filter { $0.file != nil }
    let room = Self.size(kept.reduce(0) { $0 + $1.byteCount })
    let budget = record.settings.map { " of at most \(Self.size($0.checkpointBudget))" } ?? ""
    return "\(kept.count) kept of \(all.count), \(room)\(budget)"
  }

  private static func size(_ bytes: Int) -> String {
    bytes.formatted(
      .byteCount(style: .binary, spellsOutZero: false).locale(Locale(identifier: "C")))
  }

  /// The branch that was trained last has a mark.
  private func branches(_ lines: [BranchLine], trained: Int) -> TextTable {
    var table = TextTable(["branch", "left", "epoch", "batch", "D loss", "G loss"])
    for line in lines {
      let origin = line.branch.origin.map { origin in
        let name = lines.first { $0.branch.number == origin.branch }?.branch.name ?? ""
        return "\(name) at batch \(origin.step)"
      }
      let last = line.metrics.last
      table.add([
        (line.branch.number == trained ? "* " : "  ") + line.branch.name, origin ?? "",
        "\(last?.epoch ?? 0)", "\(line.step)", last.map { "\($0.discriminatorLoss)" } ?? "",
        last.map { "\($0.generatorLoss)" } ?? "",
      ])
    }
    return table
  }

  /// All that happened, branch by branch.
  func journal() throws -> String {
    var table = TextTable(["branch", "batch", "event"])
    for line in try reader.lines(samples: false) {
      let shared = line.branch.origin?.step ?? -1
      for event in line.events where event.step >= shared {
        table.add([line.branch.name, "\(event.step)", event.text])
      }
    }
    return table.text
  }
}

extension QualityReading {
  /// For example `training, epoch 4, batch 60: distance 104 (floor 1.50), coverage 51 %`.
  fileprivate var brief: String {
    let moment = "\(source.rawValue), epoch \(epoch), batch \(step)"
    return "\(moment): \(measures.joined(separator: ", "))"
  }
}
