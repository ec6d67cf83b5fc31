import Foundation
import Session

/// The folder of a run that is being written: its lock, its database and its checkpoints, made or opened
/// when they are needed first.
struct RunStorage {
  /// Where the run is.
  ///
  /// When it is made an automatic name goes on to the next number, if another program has taken
  /// it in the meantime.
  private(set) var directory: RunDirectory
  private let record: RunRecord
  private let startedAt = Date()
  /// The right to train the run, from the making of its folder on.
  private var lock: ProcessLock?
  private var database: RunDatabase?
  private var isCreated: Bool

  /// A new run, of which nothing is on disk yet.
  init(creating record: RunRecord, in directory: RunDirectory) {
    (self.record, self.directory) = (record, directory)
    isCreated = false
  }

  /// A run on disk that goes on.
  init(continuing record: RunRecord, in directory: RunDirectory, lock: ProcessLock) {
    (self.record, self.directory) = (record, directory)
    self.lock = lock
    isCreated = true
  }

  // MARK: - Writing

  /// Makes or opens what is not open yet.
  mutating func open() throws {
    _ = try openedDatabase()
  }

  /// Writes all rows or none.
  mutating func insert(_ rows: [BranchRow]) throws {
    try openedDatabase().insert(rows)
  }

  /// Writes a checkpoint, and throws others away where all of them take too much room.
  mutating func write(_ checkpoint: Checkpoint) throws {
    let database = try openedDatabase()
    let folder = CheckpointFolder(directory)
    let hash = weightsSHA256(checkpoint.state.weights)
    let file = try folder.write(
      checkpoint,
      notes: [
        "recipe": record.description.recipe, "run": directory.name, "weights_sha256": hash,
      ])
    try database.note(
      checkpoint, file: file.name, byteCount: file.byteCount, weightsSHA256: hash)
    try thin(folder, database)
  }

  private func thin(_ folder: CheckpointFolder, _ database: RunDatabase) throws {
    let thinning = CheckpointThinning(
      budget: record.settings?.checkpointBudget ?? RunSettings.defaultBudget)
    let kept = try database.checkpoints().filter { $0.file != nil }
    let excess = thinning.excess(of: kept, branches: try database.branches())
    guard !excess.isEmpty else { return }
    try database.forget(excess)
    excess.forEach(folder.remove)
  }

  /// The checkpoints whose files are there; none where nothing has been made yet.
  mutating func keptCheckpoints() throws -> [CheckpointRecord] {
    isCreated ? try openedDatabase().checkpoints().filter(CheckpointFolder(directory).holds) : []
  }

  // MARK: - The end

  /// Says how the run has ended, and closes it until it is written again.
  mutating func close(_ status: RunStatus) throws {
    guard let database else { return }
    self.database = nil
    try database.end(status, at: Date())
    try database.close()
  }

  /// Removes a run in which nothing was trained; what is left of it harms nobody.
  mutating func removeEmpty() {
    guard let database else { return }
    (self.database, lock) = (nil, nil)
    try? database.close()
    try? FileManager.default.removeItem(atPath: directory.path)
  }

  // MARK: - Making and opening

  private mutating func openedDatabase() throws -> RunDatabase {
    if let database {
      if database.isRemoved { try rescue(database) }
    } else if isCreated {
      database = try reopen()
    } else {
      try create()
    }
    guard let database else { preconditionFailure("it was made just now") }
    return database
  }

  private func reopen() throws -> RunDatabase {
    let database = try RunDatabase(
      continuing: directory, epochs: record.description.epochs)
    CheckpointFolder(directory).removeAll(but: try database.checkpoints())
    return database
  }

  private mutating func create() throws {
    let directory = try directory.create()
    var record = record
    record.description.run = directory.name
    try fill(directory) { [startedAt] () throws in
      try RunDatabase(creating: directory, record, startedAt: startedAt)
    }
    self.directory = directory
    isCreated = true
  }

  /// Makes a folder that was removed under the run's hands again, with all that the open database still
  /// has; the checkpoints in it are lost.
  private mutating func rescue(_ database: RunDatabase) throws {
    let directory = directory
    try directory.createAgain()
    try fill(directory) { () throws in try database.copied(to: directory) }
  }

  /// Fills a new folder, or removes it where that fails, so that the next attempt does not find its own
  /// name taken.
  private mutating func fill(
    _ directory: RunDirectory, _ makeDatabase: () throws -> RunDatabase
  ) throws {
    let lock: ProcessLock
    do {
      lock = try directory.lockForTraining()
      try directory.clearUnfinished()
    } catch {
      // Only if nothing is in it: another program may have been quicker to fill it.
      unsafe _ = rmdir(directory.path)
      throw error
    }
    do {
      database = try makeDatabase()
      self.lock = lock
    } catch {
      try? FileManager.default.removeItem(atPath: directory.path)
      throw error
    }
  }
}
