import Foundation
import GRDB

extension RunDirectory {
  private static let lockFile = "trainer.lock"
  /// What there may be of a run before its first row is written.
  private static let firstFiles: Set = [
    lockFile, "run.sqlite", "run.sqlite-wal", "run.sqlite-shm", "run.sqlite-journal",
  ]

  /// Whether a program was killed while it made this folder, so that there is no run in it yet and its name
  /// may be used again.
  ///
  /// The program that makes a run at this moment holds its lock, but for the moment between making the
  /// folder and the lock: who of two comes second to the lock is told that the other one trains.
  package var isUnfinished: Bool { trainer == nil && !mayHoldRun }

  /// Removes what was left of a run that was to be made here; for who holds the lock.
  ///
  /// - Throws: that a run has been made here meanwhile.
  func clearUnfinished() throws(RunStoreError) {
    guard !mayHoldRun else { throw takenError }
    for name in Self.firstFiles where name != Self.lockFile {
      unsafe _ = unlink("\(path)/\(name)")
    }
  }

  /// Whether there is more than what comes before a run's first row.
  private var mayHoldRun: Bool {
    var status = stat()
    guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR,
      let names = try? FileManager.default.contentsOfDirectory(atPath: path),
      Self.firstFiles.isSuperset(of: names)
    else { return true }
    return names.contains("run.sqlite") && mayHoldRow
  }

  /// Whether the database says what run it is of, or cannot be asked.
  private var mayHoldRow: Bool {
    guard holdsRun else { return true }
    do {
      var configuration = Configuration()
      configuration.readonly = true
      configuration.busyMode = .timeout(1)
      return try DatabaseQueue(path: databasePath, configuration: configuration).read { database in
        guard try database.tableExists("run") else { return false }
        return try Int.fetchOne(database, sql: "SELECT count(*) FROM run") != 0
      }
    } catch {
      return true
    }
  }
}
