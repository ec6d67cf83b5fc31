import Foundation
import GRDB
import Session

/// A row and the number of the branch to which it belongs.
struct BranchRow: Sendable {
  let branch: Int
  let row: any RunRow
}

/// The open `run.sqlite` of a run that is being written.
struct RunDatabase {
  private let queue: DatabaseQueue
  private let path: String
  private let file: FileIdentity
  private let folder: FolderHandle

  /// Makes the database of a new run.
  init(creating directory: RunDirectory, _ record: RunRecord, startedAt: Date) throws {
    try self.init(making: directory)
    try RunSchema.migrate(queue)
    try queue.write { database in
      try database.execute(
        sql: """
          INSERT INTO run
            (id, description, recipe, settings, machine, program_version, started_at, status)
          VALUES (1, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          try JSON.text(of: record.description), record.recipeText,
          try JSON.text(of: record.settings), record.machine, record.programVersion,
          startedAt.timeIntervalSince1970, RunStatus.running.rawValue,
        ])
      try RunBranch.main.insert(into: database, branch: RunBranch.main.number)
    }
    try AtomicFile.syncFolder(of: path)
  }

  /// A database of the same content in another folder, where the files of checkpoints are missing.
  func copied(to directory: RunDirectory) throws -> RunDatabase {
    let copy = try RunDatabase(making: directory)
    try queue.backup(to: copy.queue)
    try copy.queue.write { try $0.execute(sql: "UPDATE checkpoint SET file = NULL") }
    try AtomicFile.syncFolder(of: copy.path)
    return copy
  }

  /// An empty database.
  private init(making directory: RunDirectory) throws {
    path = directory.databasePath
    // SQLite gives its other files the permissions of the database, so it is made here.
    let descriptor = try systemCall("cannot create", path, kind: .cannotCreate) { [path] in
      unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    }
    Foundation.close(descriptor)
    queue = try Self.queue(at: path)
    file = try Self.identity(of: path)
    folder = try FolderHandle(directory.path)
  }

  /// Opens the database of a run that is to go on; that of an earlier program gets its new tables.
  init(continuing directory: RunDirectory, epochs: Int) throws {
    path = directory.databasePath
    file = try Self.identity(of: path)
    queue = try Self.queue(at: path)
    folder = try FolderHandle(directory.path)
    try RunSchema.migrate(queue)
    try queue.write { database in
      let text = try String.fetchOne(database, sql: "SELECT description FROM run")
      guard let text else { throw RunStoreError(.badData, "its table run is empty") }
      var description = try JSON.value(RunDescription.self, of: text)
      description.epochs = epochs
      try database.execute(
        sql: "UPDATE run SET description = ?, status = ?, ended_at = NULL",
        arguments: [try JSON.text(of: description), RunStatus.running.rawValue])
    }
  }

  private static func queue(at path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.journalMode = .wal
    configuration.busyMode = .timeout(5)
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Writes all rows or none.
  func insert(_ rows: [BranchRow]) throws {
    try requirePlace()
    try queue.write { database in
      for entry in rows { try entry.row.insert(into: database, branch: entry.branch) }
    }
  }

  func checkpoints() throws -> [CheckpointRecord] {
    try queue.read { database in
      try Row.fetchAll(database, sql: CheckpointRecord.selection).map(CheckpointRecord.init(row:))
    }
  }

  func branches() throws -> [RunBranch] {
    try queue.read { database in
      try Row.fetchAll(database, sql: RunBranch.selection).map(RunBranch.init(row:))
    }
  }

  /// Says that a checkpoint is on disk; one of the same file is no more.
  func note(
    _ checkpoint: Checkpoint, file: String, byteCount: Int, weightsSHA256: String
  ) throws {
    try requirePlace()
    try queue.write { database in
      try database.execute(
        sql: "UPDATE checkpoint SET file = NULL WHERE file = ?", arguments: [file])
      try database.execute(
        sql: """
          INSERT INTO checkpoint (branch, epoch, step, reason, file, bytes, weights_sha256)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          checkpoint.branch, checkpoint.epoch, checkpoint.step, checkpoint.reason.rawValue, file,
          byteCount, weightsSHA256,
        ])
    }
  }

  /// Says that the files of checkpoints are to be thrown away.
  func forget(_ checkpoints: [CheckpointRecord]) throws {
    try queue.write { database in
      for checkpoint in checkpoints {
        try database.execute(
          sql: "UPDATE checkpoint SET file = NULL WHERE id = ?", arguments: [checkpoint.id])
      }
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

  /// Whether the folder was removed; it may also have been moved, or be out of reach for a while.
  var isRemoved: Bool { folder.isRemoved }

  /// SQLite would go on writing into a file that has been removed, and nobody would know.
  private func requirePlace() throws {
    guard try Self.identity(of: path) == file else {
      throw RunStoreError(.inputOutput, "\(path): was replaced by another file")
    }
  }

  private static func identity(of path: String) throws -> FileIdentity {
    guard let identity = FileIdentity(at: path) else {
      throw RunStoreError(
        .inputOutput, "\(path): cannot be written any more: \(systemMessage(errno))")
    }
    return identity
  }
}
