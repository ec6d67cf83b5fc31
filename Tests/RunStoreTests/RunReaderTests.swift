import Foundation
import GRDB
import Session
import Testing

@testable import RunStore

struct RunReaderTests {
  private let folder: TemporaryFolder
  private let directory: RunDirectory

  init() throws {
    folder = try TemporaryFolder()
    directory = RunDirectory(path: folder.file("run"))
    let writer = RunWriter(directory: directory, record: .example())
    for step in 1...20 { writer.record(BatchMetrics.example(step: step)) }
    writer.record(TrainingEvent(step: 20, kind: .learningRate(.generator, from: 1, to: 2)))
    writer.record(SampleGrid.example(step: 2))
    _ = try writer.finish(.example(step: 1, reason: .end))
  }

  private func change(_ sql: String) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    try DatabaseQueue(path: directory.databasePath, configuration: configuration)
      .write { try $0.execute(sql: sql) }
  }

  /// Everything that can be read of the run.
  private func readAll() throws {
    let reader = try RunReader(directory)
    _ = try reader.overview()
    _ = try reader.metrics()
    _ = try reader.events()
    _ = try reader.sampleGrids()
    _ = try reader.weights()
  }

  @Test func `a folder without a database is no run`() throws {
    let other = RunDirectory(path: folder.path)
    #expect(
      message { _ = try RunReader(other) }
        == "\(folder.path): is not the folder of a run: it holds no run.sqlite")
  }

  @Test func `a pipe or a folder in the database's place is no run, and nobody waits for it`()
    throws
  {
    try FileManager.default.removeItem(atPath: directory.databasePath)
    #expect(unsafe mkfifo(directory.databasePath, 0o600) == 0)
    #expect(!directory.holdsRun)
    #expect(message { _ = try RunReader(directory) }?.contains("it holds no run.sqlite") == true)
    #expect(RunCatalogue(folder: folder.path).runs().isEmpty)
  }

  @Test func `a file that is no database is told from one`() throws {
    try write(Array(repeating: 0x61, count: 5_000), to: directory.databasePath)
    #expect(
      message { _ = try RunReader(directory) }
        == "\(directory.databasePath): is not a database")
  }

  @Test func `a database of another program is no run`() throws {
    try change("PRAGMA application_id = 7")
    #expect(
      message { _ = try RunReader(directory) }
        == "\(directory.databasePath): is not the database of a run")
  }

  @Test func `a run of a newer format asks for a newer program`() throws {
    try change("PRAGMA user_version = 99")
    #expect(
      message { _ = try RunReader(directory) }
        == "\(directory.databasePath): has format 99, this ganscope reads up to 4: "
        + "use a newer ganscope")
  }

  @Test(arguments: [
    "UPDATE run SET description = 'x'", "UPDATE run SET description = '{}'",
    "UPDATE run SET status = 'odd'", "UPDATE run SET started_at = 'yesterday'", "DELETE FROM run",
    "UPDATE batch SET epoch = 'one'", "UPDATE batch SET generator_loss = 'low'",
    "UPDATE batch SET epoch = 1e300", "UPDATE event SET kind = '{\"unknown\":{}}'",
    "UPDATE sample_grid SET pixels = x'0102030405'", "UPDATE sample_grid SET width = 0",
    "UPDATE sample_grid SET height = -1, width = -1",
    "UPDATE sample_grid SET width = 9223372036854775807", "UPDATE sample_grid SET channels = 9",
    "DROP TABLE event", "DELETE FROM batch WHERE step = 7", "UPDATE branch SET number = 2",
    "INSERT INTO branch VALUES (2, 'other', 3, 0, 0, 0)",
    "INSERT INTO branch VALUES (2, 'other', 2, 0, 0, 0)",
    "INSERT INTO branch VALUES (2, 'other', 1, 'one', 0, 0)", "UPDATE run SET branch = 9",
    "UPDATE branch SET name = char(27) || '[31m'", "UPDATE branch SET name = ''",
    "UPDATE checkpoint SET bytes = 9223372036854775807", "UPDATE checkpoint SET step = -1",
    "UPDATE batch SET epoch = 9223372036854775807", "UPDATE event SET step = -5",
    "UPDATE checkpoint SET file = '../../other'", "UPDATE checkpoint SET reason = 'odd'",
    "UPDATE run SET settings = '{\"dataset\":7}'",
  ])
  func `rows that make no sense are damage, in one line with the file`(sql: String) throws {
    try change(sql)
    let error = try #require(throws: RunStoreError.self) { try readAll() }
    #expect(error.kind == .badData)
    #expect(error.description.hasPrefix("\(directory.databasePath): is damaged: "))
    #expect(!error.description.contains("\n"))
  }

  @Test func `a run without checkpoints has no weights`() throws {
    try FileManager.default.removeItem(atPath: directory.checkpointsPath)
    let reader = try RunReader(directory)
    let error = try #require(throws: RunStoreError.self) { try reader.weights() }
    #expect(error.kind == .noInput)
    #expect(error.description.contains("has no checkpoint"))
  }

  @Test func `no damage to the database's bytes is more than an error`() throws {
    let whole = try bytes(of: directory.databasePath)
    var random = SplitMix64(state: 11)
    var refused = 0
    for _ in 0..<100 {
      try write(whole.mutated(using: &random), to: directory.databasePath)
      if let line = message(of: readAll) {
        refused += 1
        #expect(line.contains(directory.path) && !line.contains { $0.isNewline }, "\(line)")
      }
    }
    #expect(refused > 10)
  }
}
