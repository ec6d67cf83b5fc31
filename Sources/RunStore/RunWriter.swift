import Dispatch
import Foundation
package import Session
import Synchronization
package import Tensors

/// Keeps a run on disk while it is trained, in its own time: recording never waits for the disk.
///
/// Nothing is made on disk before `open` or the first batch. What cannot be written is kept in memory
/// and tried again with the next rows, in order, so that a disk that was full for a while leaves no
/// hole.
package final class RunWriter: Sendable {
  /// Where the run is kept.
  ///
  /// When it is made an automatic name goes on to the next number, if another program has taken
  /// it in the meantime.
  package var directory: RunDirectory { place.withLock(\.self) }

  private struct Pending {
    var rows: [any RunRow] = []
    var hasBatch = false
    var flushIsDue = false
    var status = RunStatus.stopped
  }

  /// What only the queue touches.
  private struct Disk {
    var database: RunDatabase?
    /// Rows that are not written yet, in order.
    var backlog: [any RunRow] = []
    var error: RunStoreError?
  }

  private static let flushInterval = DispatchTimeInterval.milliseconds(500)
  private static let flushCount = 256

  private let place: Mutex<RunDirectory>
  private let record: RunRecord
  private let startedAt = Date()
  private let whenFailing: @Sendable (RunStoreError) -> Void
  private let pending = Mutex(Pending())
  private let disk = Mutex(Disk())
  private let queue = DispatchQueue(label: "ganscope.run-writer", qos: .utility)

  /// - Parameters:
  ///   - directory: where nothing is yet; see `RunCatalogue.new`.
  ///   - whenFailing: is called from another thread when writing fails, once until it succeeds again.
  package init(
    directory: RunDirectory, record: RunRecord,
    whenFailing: @escaping @Sendable (RunStoreError) -> Void = { _ in }
  ) {
    place = Mutex(directory)
    self.record = record
    self.whenFailing = whenFailing
  }

  package func record(_ metrics: BatchMetrics) {
    append(metrics) { $0.hasBatch = true }
  }

  package func record(_ event: TrainingEvent) {
    append(event) { pending in
      if event.kind == .finished { pending.status = .finished }
    }
  }

  package func record(_ grid: SampleGrid) {
    append(grid) { _ in }
  }

  /// Makes the run's folder and database, so that its name is taken and a place that cannot be
  /// written is noticed before anything is trained.
  package func open() throws(RunStoreError) {
    let error: RunStoreError? = queue.sync {
      disk.withLock { disk in attempt { disk.database = try disk.database ?? create() } }
    }
    if let error { throw error }
  }

  /// Replaces the weights on disk, so that they outlive whatever ends the program.
  package func keep(_ weights: [NamedTensor]) {
    queue.async { [self] in
      let failure = attempt { try write(weights) }
      if let failure { whenFailing(failure) }
    }
  }

  /// Writes what is still on its way and the weights, and closes the run.
  ///
  /// A run without a batch leaves nothing behind.
  ///
  /// - Returns: where the run is, for the user.
  /// - Throws: one line on what could not be written; the rest was.
  package func finish(weights: [NamedTensor]) throws(RunStoreError) -> String {
    let (hasBatch, status) = pending.withLock { ($0.hasBatch, $0.status) }
    guard hasBatch else {
      queue.sync { removeEmptyRun() }
      return "nowhere: no batch was trained"
    }
    flushNow()
    let result: Result<Void, RunStoreError> = queue.sync {
      Result { () throws(RunStoreError) in try close(status, weights) }
    }
    try result.get()
    return directory.path
  }

  // MARK: - On the way to the queue

  private func append(_ row: some RunRow, _ note: (inout Pending) -> Void) {
    let flush: DispatchTime? = pending.withLock { pending in
      pending.rows.append(row)
      note(&pending)
      guard pending.hasBatch else { return nil }
      if pending.rows.count.isMultiple(of: Self.flushCount) { return .now() }
      guard !pending.flushIsDue else { return nil }
      pending.flushIsDue = true
      return .now() + Self.flushInterval
    }
    if let flush { queue.asyncAfter(deadline: flush) { self.flush() } }
  }

  /// Writes what is pending and returns when that is done.
  func flushNow() {
    queue.sync { flush() }
  }

  // MARK: - On the queue

  private func flush() {
    let rows: [any RunRow] = pending.withLock { pending in
      guard pending.hasBatch else { return [] }
      pending.flushIsDue = false
      defer { pending.rows.removeAll(keepingCapacity: true) }
      return pending.rows
    }
    let failure: RunStoreError? = disk.withLock { disk in
      disk.backlog += rows
      let wasFailing = disk.error != nil
      disk.error = attempt { try writeBacklog(&disk) }
      return wasFailing ? nil : disk.error
    }
    if let failure { whenFailing(failure) }
  }

  private func writeBacklog(_ disk: inout Disk) throws {
    guard !disk.backlog.isEmpty else { return }
    let database = try disk.database ?? create()
    disk.database = database
    try database.insert(disk.backlog)
    disk.backlog.removeAll(keepingCapacity: true)
  }

  private func create() throws -> RunDatabase {
    let directory = try directory.create()
    var record = record
    record.description.run = directory.name
    do {
      let database = try RunDatabase(creating: directory, record, startedAt: startedAt)
      place.withLock { $0 = directory }
      return database
    } catch {
      // So that the next attempt does not find its own name taken.
      try? FileManager.default.removeItem(atPath: directory.path)
      throw error
    }
  }

  private func close(_ status: RunStatus, _ weights: [NamedTensor]) throws(RunStoreError) {
    let (database, error) = disk.withLock { ($0.database, $0.error) }
    if database == nil, let error { throw error }
    let errors = [
      error,
      attempt { try write(weights) },
      attempt { try database?.end(status, at: Date()) },
      attempt { try database?.close() },
    ]
    if let first = errors.compactMap(\.self).first { throw first }
  }

  private func removeEmptyRun() {
    disk.withLock { disk in
      guard let database = disk.database else { return }
      disk.database = nil
      // What is left of an empty run harms nobody.
      try? database.close()
      try? FileManager.default.removeItem(atPath: directory.path)
    }
  }

  private func write(_ weights: [NamedTensor]) throws {
    let metadata = [
      "format": "ganscope weights 1", "recipe": record.description.recipe, "run": directory.name,
      RunReader.weightsHashKey: weightsSHA256(weights),
    ]
    try Safetensors.write(
      weights, metadata: metadata, to: directory.weightsPath, permissions: 0o600)
  }

  private func attempt(_ body: () throws -> Void) -> RunStoreError? {
    do {
      try body()
      return nil
    } catch let error as RunStoreError {
      return error
    } catch {
      return databaseError(error, at: directory.databasePath)
    }
  }
}
