import GRDB

/// A connection of its own to the database of a run that other connections write.
struct LiveConnection: Sendable {
  let queue: DatabaseQueue
  private let path: String
  private let file: FileIdentity
  /// Whether the format is one that has tables to speak with each other.
  let hasLiveTables: Bool

  /// - Throws: that there is no database, or that the file is none.
  init(_ directory: RunDirectory) throws {
    path = directory.databasePath
    guard let file = FileIdentity(at: path) else {
      throw RunStoreError(.noInput, "\(path): is gone")
    }
    self.file = file
    var configuration = Configuration()
    // Also lets a commit be without its own sync, which nothing here is worth.
    configuration.journalMode = .wal
    configuration.busyMode = .timeout(1)
    queue = try DatabaseQueue(path: path, configuration: configuration)
    let version = try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
    hasLiveTables = version ?? 0 >= RunSchema.oldestWithLiveTables
  }

  /// Whether the database is still in its place; SQLite would go on with a file that was removed.
  var isInPlace: Bool { FileIdentity(at: path) == file }
}
