package import Foundation
import GRDB
package import Session
package import Tensors

/// Reads a run on disk, also while another process writes it.
package struct RunReader: Sendable {
  package let directory: RunDirectory
  private let queue: DatabaseQueue

  /// Opens the run's database.
  ///
  /// - Throws: that there is none, that it is no run's, or that it is of a newer format.
  package init(_ directory: RunDirectory) throws(RunStoreError) {
    self.directory = directory
    let path = directory.databasePath
    guard directory.holdsRun else {
      throw RunStoreError(
        .noInput, "\(directory.path): is not the folder of a run: it holds no run.sqlite")
    }
    do {
      queue = try Self.open(path)
      try queue.read { try Self.requireReadable($0, path) }
    } catch {
      throw databaseError(error, at: path)
    }
  }

  /// What the run is, and how far it has come.
  package struct Overview: Sendable, Hashable {
    package let record: RunRecord
    package let startedAt: Date
    /// Nil while the run goes on, and where its program was killed.
    package let endedAt: Date?
    package let status: RunStatus
    /// The number of batches on disk.
    package let batches: Int
  }

  package func overview() throws(RunStoreError) -> Overview {
    try read { database in
      let sql = """
        SELECT description, recipe, machine, program_version, started_at, ended_at, status,
          (SELECT count(*) FROM batch) AS batches
        FROM run
        """
      guard let row = try Row.fetchOne(database, sql: sql) else {
        throw RunStoreError(.badData, "its table run is empty")
      }
      return try Overview(row: row)
    }
  }

  package func metrics() throws(RunStoreError) -> MetricHistory {
    MetricHistory(try rows(BatchMetrics.selection, BatchMetrics.init(row:)))
  }

  /// All events, oldest first.
  package func events() throws(RunStoreError) -> [TrainingEvent] {
    try rows(TrainingEvent.selection, TrainingEvent.init(row:))
  }

  /// All sample grids, oldest first.
  package func sampleGrids() throws(RunStoreError) -> [SampleGrid] {
    try rows(SampleGrid.selection, SampleGrid.init(row:))
  }

  /// Where the metadata of the weights hold their hash.
  static let weightsHashKey = "weights_sha256"

  /// The weights of the run's last whole epoch, or of its last batch once it has ended.
  ///
  /// - Throws: that there are none yet, or that they are not those that were written.
  package func weights() throws(RunStoreError) -> [NamedTensor] {
    let path = directory.weightsPath
    guard FileManager.default.fileExists(atPath: path) else {
      throw RunStoreError(
        .noInput,
        "\(path): the run \(directory.name) has no weights yet: they are written at the end of each epoch"
      )
    }
    let file = try Safetensors.read(path)
    if let hash = file.metadata[Self.weightsHashKey], hash != weightsSHA256(file.tensors) {
      throw RunStoreError(.badData, "\(path): damaged: its tensors do not have the hash \(hash)")
    }
    return file.tensors
  }

  // MARK: - Reading the database

  private func rows<Value: Sendable>(
    _ sql: String, _ value: @Sendable (Row) throws -> Value
  ) throws(RunStoreError) -> [Value] {
    try read { database in
      var values: [Value] = []
      let cursor = try Row.fetchCursor(database, sql: sql)
      while let row = try cursor.next() { values.append(try value(row)) }
      return values
    }
  }

  private func read<Value>(
    _ body: (Database) throws -> Value
  ) throws(RunStoreError) -> Value {
    do {
      return try queue.read(body)
    } catch {
      throw databaseError(error, at: directory.databasePath)
    }
  }

  private static func open(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  private static func requireReadable(_ database: Database, _ path: String) throws {
    let applicationID = try Int.fetchOne(database, sql: "PRAGMA application_id")
    guard applicationID == RunSchema.applicationID else {
      throw RunStoreError(.badData, "\(path): is not the database of a run")
    }
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard version <= RunSchema.version else {
      throw RunStoreError(
        .badData,
        "\(path): has format \(version), this ganscope reads up to \(RunSchema.version): "
          + "use a newer ganscope")
    }
  }
}

extension RunReader.Overview {
  fileprivate init(row: Row) throws {
    let status: String = try row.value("status")
    guard let status = RunStatus(rawValue: status) else {
      throw RunStoreError(.badData, "its status '\(status.prefix(40))' is unknown")
    }
    self.init(
      record: RunRecord(
        description: try JSON.value(
          RunDescription.self, of: try row.value("description")),
        recipeText: try row.value("recipe"),
        machine: try row.value("machine"),
        programVersion: try row.value("program_version")),
      startedAt: Date(timeIntervalSince1970: try row.value("started_at")),
      endedAt: (try row.optionalValue("ended_at") as Double?).map(
        Date.init(timeIntervalSince1970:)),
      status: status, batches: try row.value("batches"))
  }
}
