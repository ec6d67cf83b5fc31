import Foundation
import GRDB
import Session
import Testing

@testable import RunStore

/// Runs of programs before there were branches and checkpoints.
struct EarlierFormatTests {
  private let folder: TemporaryFolder
  private let directory: RunDirectory

  init() throws {
    folder = try TemporaryFolder()
    directory = RunDirectory(path: folder.file("old"))
    try FileManager.default.createDirectory(
      atPath: directory.path, withIntermediateDirectories: true)
    let record = RunRecord.example(run: "old")
    let queue = try DatabaseQueue(path: directory.databasePath)
    try RunSchema.migrate(queue, to: 1)
    try queue.write { database in
      try database.execute(
        sql: "INSERT INTO run VALUES (1, ?, ?, 'a processor', '0.0', 7, 9, 'finished')",
        arguments: [try JSON.text(of: record.description), record.recipeText])
      try database.execute(
        sql: """
          INSERT INTO batch VALUES (1, 1, 1, 0.5, 0.25, 1, 0), (2, 1, 2, NULL, 0.25, 1, 0);
          INSERT INTO event (step, kind) VALUES (0, '{"started":{}}');
          INSERT INTO sample_grid (epoch, step, ends_epoch, width, height, channels, pixels)
            VALUES (0, 0, 1, 2, 1, 1, x'0102');
          """)
    }
    try queue.close()
    try Safetensors.write(exampleWeights, to: directory.earlierWeightsPath)
  }

  private var format: Int? {
    get throws {
      try DatabaseQueue(path: directory.databasePath).read {
        try Int.fetchOne($0, sql: "PRAGMA user_version")
      }
    }
  }

  @Test func `it is read whole, and its file stays as it is`() throws {
    let before = try bytes(of: directory.databasePath)
    let reader = try RunReader(directory)
    let overview = try reader.overview()
    #expect(overview.status == .finished && overview.batches == 2 && overview.step == 2)
    #expect(overview.record.settings == nil)
    let line = try #require(try reader.lines().first)
    #expect(line.branch == .main)
    #expect(line.metrics.map(\.generatorLoss) == [0.25, 0.25])
    #expect(line.events == [TrainingEvent(step: 0, kind: .started)])
    #expect(line.samples.map(\.pixels) == [[1, 2]])
    #expect(line.samples.first?.showsAverage == false)
    #expect(try reader.weights() == exampleWeights)
    #expect(try reader.checkpoints().isEmpty)
    #expect(try bytes(of: directory.databasePath) == before)
    #expect(try format == 1)
  }

  /// Takes out of a database what format 4 has brought.
  private static let undoQuality = """
    DROP TABLE quality; ALTER TABLE run DROP COLUMN judge;
    ALTER TABLE batch DROP COLUMN real_score; ALTER TABLE batch DROP COLUMN fake_score;
    ALTER TABLE batch DROP COLUMN logit_gap;
    ALTER TABLE batch DROP COLUMN discriminator_gradient;
    ALTER TABLE batch DROP COLUMN generator_gradient;
    DELETE FROM grdb_migrations WHERE identifier = '4: quality';
    """

  @Test func `one from before there were judges is read and followed as it is, and goes on`() throws
  {
    let run = try LiveRun()
    run.train(1...2)
    _ = try run.writer.finish(.example(step: 2, reason: .end))
    try run.tamper(Self.undoQuality + "PRAGMA user_version = 3")
    let reader = try RunReader(run.directory)
    #expect(try reader.metrics().allSatisfy { $0.signals == nil })
    #expect(try reader.overview().judge == nil)
    var follower = try RunFollower(run.directory)
    #expect(try follower.follow())
    let snapshot = follower.snapshot(trainer: nil, advice: "")
    #expect(snapshot.step == 2 && snapshot.quality.isEmpty && snapshot.judge == .absent)

    let database = try RunDatabase(continuing: run.directory, epochs: 9)
    try database.insert([
      BranchRow(branch: 1, row: QualityReading.example(step: 2)),
      BranchRow(branch: 1, row: JudgeDescription.example),
    ])
    try database.close()
    #expect(try follower.follow())
    let read = follower.snapshot(trainer: nil, advice: "")
    #expect(read.quality == [.example(step: 2)] && read.judge == .ready(.example))
  }

  @Test func `one from before there were views is followed as it is, and gets its column`() throws {
    let run = try LiveRun()
    run.train(1...2)
    _ = try run.writer.finish(.example(step: 2, reason: .end))
    try run.tamper(
      """
      ALTER TABLE live DROP COLUMN view; ALTER TABLE live DROP COLUMN slow_step;
      DELETE FROM grdb_migrations WHERE identifier = '3: views';
      """ + Self.undoQuality + "PRAGMA user_version = 2")
    #expect(try RunReader(run.directory).metrics().map(\.step) == [1, 2])
    var follower = try RunFollower(run.directory)
    #expect(try follower.follow())
    #expect(follower.snapshot(trainer: nil, advice: "").step == 2)

    try RunDatabase(continuing: run.directory, epochs: 9).close()
    var channel = TrainerChannel(run.directory)
    let status = LiveStatus(LiveRun.snapshot, acknowledgedCommand: 0)
    let isWritten = channel.write(status, LiveImages(view: LiveRun.view))
    #expect(isWritten)
  }

  @Test func `it gets the new tables when it is written`() throws {
    let database = try RunDatabase(continuing: directory, epochs: 9)
    try database.insert([BranchRow(branch: 1, row: BatchMetrics.example(step: 3))])
    try database.close()
    #expect(try format == RunSchema.version)
    let reader = try RunReader(directory)
    #expect(try reader.metrics().map(\.step) == [1, 2, 3])
    #expect(try reader.branches() == [.main])
  }
}
