import Foundation
import GRDB
import Session

/// The open `run.sqlite` of a run that is being written.
struct RunDatabase {
  private let queue: DatabaseQueue
  private let path: String
  private let fileNumber: ino_t

  /// Makes the database of a new run.
  init(creating directory: RunDirectory, _ record: RunRecord, startedAt: Date) throws {
    path = directory.databasePath
    // SQLite gives its other files the permissions of the database, so it is made here.
    let descriptor = try systemCall("cannot create", path, kind: .cannotCreate) { [path] in
      unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    }
    Foundation.close(descriptor)
    var configuration = Configuration()
    configuration.journalMode = .wal
    configuration.busyMode = .timeout(5)
    queue = try DatabaseQueue(path: path, configuration: configuration)
    fileNumber = try Self.fileNumber(path)
    try RunSchema.migrate(queue)
    try queue.write { database in
      try database.execute(
        sql: """
          INSERT INTO run (id, description, recipe, machine, program_version, started_at, status)
          VALUES (1, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          try JSON.text(of: record.description), record.recipeText, record.machine,
          record.programVersion, startedAt.timeIntervalSince1970, RunStatus.running.rawValue,
        ])
    }
    try AtomicFile.syncFolder(of: path)
  }

  /// Writes all rows or none.
  func insert(_ rows: [any RunRow]) throws {
    try requirePlace()
    try queue.write { database in
      for row in rows { try row.insert(into: database) }
    }
  }

  func end(_ status: RunStatus, at date: Date) throws {
    try requirePlace()
    try queue.write { database in
      try database.execute(
        sql: "UPDATE run SET status = ?, ended_at = ?",
        arguments: [status.rawValue, date.timeIntervalSince1970])
    }
  }

  func close() throws {
    try queue.close()
  }

  /// SQLite would go on writing into a file that has been removed, and nobody would know.
  private func requirePlace() throws {
    guard try Self.fileNumber(path) == fileNumber else {
      throw RunStoreError(.inputOutput, "\(path): was replaced by another file")
    }
  }

  private static func fileNumber(_ path: String) throws -> ino_t {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      throw RunStoreError(
        .inputOutput, "\(path): cannot be written any more: \(systemMessage(errno))")
    }
    return status.st_ino
  }
}
