import Foundation
import GRDB
import Session

/// The end of a training by which it tells other processes how it stands and takes their commands.
///
/// What cannot be read or written now is tried again the next time, and is never an error: the
/// training does not depend on anybody who watches it.
package struct TrainerChannel: Sendable {
  private let directory: RunDirectory
  private var connection: LiveConnection?
  /// Those before it were meant for an earlier session, or are taken.
  private var lastCommand: UInt64?

  package init(_ directory: RunDirectory) {
    self.directory = directory
  }

  /// Whether a process watches the training.
  package var isWatched: Bool { ProcessLock.holder(of: directory.watchersLockPath) != nil }

  /// What has been sent since it was asked for last; nil while the database cannot be read.
  ///
  /// The first time this is nothing: what was sent before was meant for somebody else.
  package mutating func newCommands() -> [SentCommand]? {
    let last = lastCommand
    let commands = attempt { connection in
      try connection.queue.read { database in
        guard let last else { return (try database.lastCommandNumber(), [SentCommand]()) }
        let new = try database.commands(after: last)
        return (new.last?.number ?? last, new)
      }
    }
    guard let (newest, new) = commands else { return nil }
    lastCommand = newest
    return new
  }

  /// The number of the last command that needs no following any more.
  package var lastSeenCommand: UInt64 { lastCommand ?? 0 }

  /// Whether one of them wants to see a view.
  package var isViewed: Bool { ProcessLock.holder(of: directory.viewersLockPath) != nil }

  /// - Parameter images: those that the status speaks of, where they have changed.
  /// - Returns: whether that was written.
  package mutating func write(_ status: LiveStatus, _ images: LiveImages) -> Bool {
    let written: Void? = attempt { connection in
      try connection.queue.write { database in
        try database.forgetCommands(before: status.acknowledgedCommand)
        try database.writeLive(status, images, at: Date())
      }
    }
    return written != nil
  }

  package mutating func close() {
    try? connection?.queue.close()
    connection = nil
  }

  private mutating func attempt<Value>(_ body: (LiveConnection) throws -> Value) -> Value? {
    do {
      if connection?.isInPlace != true { connection = try LiveConnection(directory) }
      return try connection.map(body)
    } catch {
      connection = nil
      return nil
    }
  }
}
