import Foundation
import GRDB
import Session
import Testing

@testable import RunStore

/// Whatever stands in the files of a run, its reader gives all of it or one line.
struct RunReaderFuzzTests {
  private let folder: TemporaryFolder
  private let directory: RunDirectory

  init() throws {
    folder = try TemporaryFolder()
    directory = RunDirectory(path: folder.file("run"))
  }

  /// A run of two branches that has ended.
  private func writeRun() throws {
    let writer = RunWriter(directory: directory, record: .example(run: "run"))
    writer.record(TrainingEvent(step: 0, kind: .started))
    for step in 1...4 {
      writer.record(BatchMetrics.example(step: step))
      writer.record(SampleGrid.example(step: step))
    }
    writer.keep(.example(step: 4))
    writer.flushNow()
    writer.begin(
      RunBranch(
        number: 2, name: "second", origin: RunBranch.Origin(branch: 1, epoch: 1, step: 2)))
    writer.record(TrainingEvent(step: 2, kind: .branched(from: "main")))
    writer.record(TrainingEvent(step: 2, kind: .learningRate(.generator, from: 1, to: 2)))
    for step in 3...5 { writer.record(BatchMetrics.example(step: step)) }
    _ = try writer.finish(.example(step: 5, branch: 2, reason: .end))
  }

  /// Everything that a reader gives.
  private func readAll() throws {
    let reader = try RunReader(directory)
    let overview = try reader.overview()
    let lines = try reader.lines()
    for line in lines {
      // What stands in a line hangs together, so that whoever shows it need not ask.
      let steps = line.metrics.map(\.step)
      if steps != steps.indices.map({ $0 + 1 }) { Issue.record("the series have steps \(steps)") }
      if line.samples.contains(where: { $0.pixels.count != $0.count * $0.format.byteCount }) {
        Issue.record("a grid has half an image")
      }
      _ = try reader.keptSteps(onLineOf: line.branch)
      _ = try reader.checkpoint(onLineOf: line.branch.number)
    }
    _ = try reader.line(named: nil)
    _ = overview.record
  }

  @Test func `a run is read whole or refused`() throws {
    try writeRun()
    try readAll()
    let path = directory.databasePath
    let written = try bytes(of: path)
    var fuzz = FuzzRun("runs", share: 0.05)
    try fuzz.run { random in
      for suffix in ["-wal", "-shm", "-journal"] {
        try? FileManager.default.removeItem(atPath: path + suffix)
      }
      if Bool.random(using: &random) {
        try write(written.mutated(using: &random), to: path)
      } else {
        try write(written, to: path)
        try change(using: &random)
      }
    } _: {
      try readAll()
    }
    #expect(fuzz.accepted > 0 && fuzz.refused > 0)
  }

  /// Changes rows as only a program could that means ill.
  private func change(using random: inout SplitMix64) throws {
    let (table, columns) = random.pick(Self.tables)
    let column = random.pick(columns)
    let value = random.pick(Self.values)
    let sql =
      switch Int.random(in: 0..<8, using: &random) {
      case 0: "DELETE FROM \(table)"
      case 1: "DELETE FROM \(table) WHERE rowid = 2"
      case 2: "DROP TABLE \(table)"
      case 3: "ALTER TABLE \(table) RENAME COLUMN \(column) TO other"
      case 4: "PRAGMA user_version = \(Int.random(in: -1...4, using: &random))"
      default: "UPDATE OR REPLACE \(table) SET \(column) = \(value)"
      }
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: directory.databasePath, configuration: configuration)
    // Some of it SQLite itself refuses, such as a column that is left out of a table without rows.
    try? queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA ignore_check_constraints = ON; PRAGMA synchronous = OFF")
      try database.execute(sql: sql)
    }
    try queue.close()
  }

  private static let tables: [(name: String, columns: [String])] = [
    (
      "run",
      [
        "id", "description", "recipe", "machine", "program_version", "started_at", "ended_at",
        "status",
        "settings", "branch",
      ]
    ),
    ("branch", ["number", "name", "parent", "fork_epoch", "fork_step", "created_at"]),
    (
      "batch",
      [
        "branch", "step", "epoch", "batch", "discriminator_loss", "generator_loss", "real_accuracy",
        "fake_accuracy",
      ]
    ),
    ("event", ["id", "step", "kind", "branch", "happened_at"]),
    (
      "sample_grid",
      [
        "id", "epoch", "step", "ends_epoch", "width", "height", "channels", "pixels", "branch",
        "shows_average",
      ]
    ),
    (
      "checkpoint",
      ["id", "branch", "epoch", "step", "reason", "file", "bytes", "weights_sha256"]
    ),
  ]

  private static let values = [
    "NULL", "0", "1", "2", "3", "-1", "0.5", "1e300", "-1e300", "9e999", "9223372036854775807",
    "-9223372036854775808", "2147483648", "''", "'1'", "'\u{1b}[2J'", "'main'", "'../x'", "'NaN'",
    "x''",
    "x'00ff'", "zeroblob(4096)", "char(0)", "'{}'", "'[]'", "'null'", "'{\"started\":{}}'",
    "'{\"marked\":{\"_0\":\"a\"}}'", "'{\"epochEnded\":{\"_0\":-9223372036854775808}}'",
    "'{\"dataset\":7}'", "'\"' || hex(zeroblob(2000)) || '\"'",
  ]

  /// A view could go on for ever, and a trigger or a virtual table run what it likes.
  @Test(arguments: [
    """
    DROP TABLE event; CREATE VIEW event AS WITH RECURSIVE endless(step) AS
      (SELECT 1 UNION ALL SELECT step + 1 FROM endless)
      SELECT step AS id, step, '{"started":{}}' AS kind, 1 AS branch, 0 AS happened_at FROM endless
    """,
    "CREATE TRIGGER act AFTER UPDATE ON run BEGIN DELETE FROM batch; END",
    "CREATE VIRTUAL TABLE words USING fts5(text)",
    "ALTER TABLE event ADD COLUMN much AS (zeroblob(1000000000))",
  ])
  func `a database with more than tables of its own is refused`(sql: String) throws {
    try writeRun()
    let queue = try DatabaseQueue(path: directory.databasePath)
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
    #expect(
      message { _ = try RunReader(directory) }?
        .hasPrefix("\(directory.databasePath): is damaged: it holds ") == true)
  }
}
