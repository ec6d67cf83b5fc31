import GRDB
import Session

@testable import RunStore

/// A run that is being trained in this process, for the tests of those who watch it.
struct LiveRun {
  let folder: TemporaryFolder
  let directory: RunDirectory
  let writer: RunWriter

  init() throws {
    folder = try TemporaryFolder()
    directory = RunDirectory(path: folder.file("run"))
    writer = RunWriter(directory: directory, record: .example(run: "run"))
    try writer.open()
  }

  func train(_ steps: ClosedRange<Int>) {
    for step in steps {
      writer.record(BatchMetrics.example(step: step))
      writer.record(TrainingEvent(step: step, kind: .marked("\(step)")))
      if step <= 30 { writer.record(SampleGrid.example(step: step)) }
    }
    writer.flushNow()
  }

  /// Changes the database as only a damaged or a hostile one can be.
  func tamper(_ sql: String, _ arguments: StatementArguments = []) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: directory.databasePath, configuration: configuration)
    try queue.write { try $0.execute(sql: sql, arguments: arguments) }
    try queue.close()
  }

  static let snapshot = TrainingSnapshot(
    phase: .paused, run: RunRecord.example(run: "run").description,
    knobs: Knobs(generatorRate: .infinity, discriminatorRate: 3e-4, dropout: 0.25),
    live: .example(step: 3), imagesPerSecond: 123.5)
}
