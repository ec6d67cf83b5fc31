import Dispatch
import Foundation
package import Session
import Synchronization
import Tensors

/// Keeps a run on disk while it is trained, in its own time: recording never waits for the disk.
///
/// Nothing is made on disk before `open` or the first batch. What cannot be written is kept in memory
/// and tried again, in order, so that a disk that was full for a while leaves no hole.
package final class RunWriter: Sendable {
  /// Where the run is kept.
  ///
  /// When it is made an automatic name goes on to the next number, if another program has taken
  /// it in the meantime.
  package var directory: RunDirectory { place.withLock(\.self) }

  private struct Pending {
    /// Rows that the queue has not seen yet, in order.
    var rows: [BranchRow] = []
    /// Checkpoints that are not written yet, in order.
    var checkpoints: [Checkpoint] = []
    /// The newest checkpoint, written or not.
    var newest: (branch: Int, step: Int)?
    /// The branches of the run, the present one last.
    var branches: [RunBranch]
    var hasBatch: Bool
    var flushIsDue = false
    var status = RunStatus.stopped

    var branch: Int { branches.last?.number ?? RunBranch.main.number }
  }

  /// What only the queue touches.
  private struct Disk {
    var storage: RunStorage
    /// Rows that are not written yet, in order.
    var backlog: [BranchRow] = []
    var error: RunStoreError?
    var retryIsDue = false
  }

  private static let flushInterval = DispatchTimeInterval.milliseconds(500)
  private static let retryInterval = DispatchTimeInterval.seconds(1)
  private static let flushCount = 256

  private let place: Mutex<RunDirectory>
  private let whenStorageChanges: @Sendable (RunStoreError?) -> Void
  private let pending: Mutex<Pending>
  private let disk: Mutex<Disk>
  private let queue = DispatchQueue(label: "ganscope.run-writer", qos: .utility)

  /// Keeps a new run.
  ///
  /// - Parameters:
  ///   - directory: where nothing is yet; see `RunCatalogue.new`.
  ///   - whenStorageChanges: is called from another thread when writing fails, once, and with nil when
  ///     it succeeds again.
  package init(
    directory: RunDirectory, record: RunRecord,
    whenStorageChanges: @escaping @Sendable (RunStoreError?) -> Void = { _ in }
  ) {
    place = Mutex(directory)
    self.whenStorageChanges = whenStorageChanges
    pending = Mutex(Pending(branches: [.main], hasBatch: false))
    disk = Mutex(Disk(storage: RunStorage(creating: record, in: directory)))
  }

  /// Goes on with a run that is on disk.
  ///
  /// - Parameters:
  ///   - lines: those of all its branches.
  ///   - branch: the number of the branch that is trained.
  ///   - record: the run's own, with the epochs that it is to have now.
  ///   - lock: the right to train it.
  package init(
    continuing directory: RunDirectory, lines: [BranchLine], branch: Int, record: RunRecord,
    lock: ProcessLock,
    whenStorageChanges: @escaping @Sendable (RunStoreError?) -> Void = { _ in }
  ) {
    place = Mutex(directory)
    self.whenStorageChanges = whenStorageChanges
    let line = lines.first { $0.branch.number == branch } ?? BranchLine()
    // Whether its program ended well or was killed after the last batch: where nothing is trained any
    // more, it stays what it is.
    let end = TrainingEvent(step: line.step, kind: .finished)
    pending = Mutex(
      Pending(
        branches: lines.map(\.branch).filter { $0 != line.branch } + [line.branch],
        hasBatch: true,
        status: line.events.contains(end) ? .finished : .stopped))
    disk = Mutex(
      Disk(storage: RunStorage(continuing: record, in: directory, lock: lock)))
  }

  /// Makes or opens the run's folder and database, so that its name is taken and a place that cannot
  /// be written is noticed before anything is trained.
  package func open() throws(RunStoreError) {
    let error: RunStoreError? = queue.sync {
      disk.withLock { disk in attempt { try write(to: &disk) { try $0.open() } } }
    }
    if let error { throw error }
  }

  // MARK: - Recording

  /// What is recorded from now on belongs to a branch.
  package func begin(_ branch: RunBranch) {
    pending.withLock { pending in
      pending.branches.removeAll { $0 == branch }
      pending.branches.append(branch)
    }
    append(branch) { _ in }
  }

  package func record(_ metrics: BatchMetrics) {
    append(metrics) { pending in
      pending.hasBatch = true
      pending.status = .stopped
    }
  }

  package func record(_ event: TrainingEvent) {
    append(event) { pending in
      if event.kind == .finished { pending.status = .finished }
    }
  }

  package func record(_ grid: SampleGrid) {
    append(grid) { _ in }
  }

  package func record(_ reading: QualityReading) {
    append(reading) { _ in }
  }

  /// Notes who reads the samples of the run.
  package func record(_ judge: JudgeDescription) {
    append(judge) { _ in }
  }

  /// Writes a checkpoint as soon as the disk has time.
  ///
  /// Where epochs end faster than the disk takes them, one that waits gives way to the next one. The
  /// end of a branch needs none where the batch has one already.
  package func keep(_ checkpoint: Checkpoint) {
    pending.withLock { pending in
      let isEnd = checkpoint.reason == .end || checkpoint.reason == .branch
      if isEnd, let newest = pending.newest,
        newest == (checkpoint.branch, checkpoint.step)
      {
        return
      }
      pending.newest = (checkpoint.branch, checkpoint.step)
      if let last = pending.checkpoints.last, last.reason == .epoch, checkpoint.reason == .epoch,
        last.branch == checkpoint.branch
      {
        pending.checkpoints.removeLast()
      }
      pending.checkpoints.append(checkpoint)
    }
    queue.async { self.flush() }
  }

  private func append(_ row: some RunRow, _ note: (inout Pending) -> Void) {
    let flush: DispatchTime? = pending.withLock { pending in
      pending.rows.append(BranchRow(branch: pending.branch, row: row))
      note(&pending)
      guard pending.hasBatch else { return nil }
      if pending.rows.count.isMultiple(of: Self.flushCount) { return .now() }
      guard !pending.flushIsDue else { return nil }
      pending.flushIsDue = true
      return .now() + Self.flushInterval
    }
    if let flush { queue.asyncAfter(deadline: flush) { [weak self] in self?.flush() } }
  }

  // MARK: - Reading back

  /// The nearest checkpoint at or before a batch of the line to a branch, on disk or on its way there;
  /// nil if there is none.
  package func checkpoint(
    onLineOf branch: Int, atOrBefore step: Int
  ) throws(RunStoreError) -> Checkpoint? {
    flushNow()
    let (branches, waiting) = pending.withLock { ($0.branches, $0.checkpoints) }
    let ancestry = try RunAncestry(branches)
    let inMemory = waiting.last { checkpoint in
      checkpoint.step <= step
        && ancestry.tree.line(of: branch, hasStep: checkpoint.step, trainedOn: checkpoint.branch)
    }
    // A disk that fails has its own way to be told of.
    let records = disk.withLock { (try? $0.storage.keptCheckpoints()) ?? [] }
    let onDisk = ancestry.nearest(of: records, onLineTo: branch, atOrBefore: step)
    if let inMemory, inMemory.step >= onDisk?.step ?? 0 { return inMemory }
    return try onDisk.map { record throws(RunStoreError) in
      try CheckpointFolder(directory).read(record)
    }
  }

  // MARK: - The end

  /// Writes what is still on its way and a last checkpoint, and closes the run, which recording opens
  /// again.
  ///
  /// A run without a batch leaves nothing behind.
  ///
  /// - Parameter checkpoint: nil where the state is none to go back to; the newest on disk stays.
  /// - Returns: where the run is, for the user.
  /// - Throws: one line on what could not be written; the rest was.
  package func finish(_ checkpoint: Checkpoint?) throws(RunStoreError) -> String {
    let (hasBatch, status) = pending.withLock { ($0.hasBatch, $0.status) }
    guard hasBatch else {
      queue.sync { disk.withLock { $0.storage.removeEmpty() } }
      return "nowhere: no batch was trained"
    }
    if let checkpoint { keep(checkpoint) }
    flushNow()
    let error: RunStoreError? = queue.sync { close(status) }
    if let error { throw error }
    return directory.path
  }

  /// Writes what is pending and returns when that is done.
  func flushNow() {
    queue.sync { flush() }
  }

  private func close(_ status: RunStatus) -> RunStoreError? {
    disk.withLock { disk in disk.error ?? attempt { try disk.storage.close(status) } }
  }

  // MARK: - On the queue

  private func flush() {
    guard pending.withLock({ $0.hasBatch }) else { return }
    let (old, new, retries) = disk.withLock { disk in
      takeRows(&disk)
      let old = disk.error
      disk.error = attempt {
        try writeBacklog(&disk)
        try writeCheckpoints(&disk)
      }
      let retries = disk.error != nil && !disk.retryIsDue
      if retries { disk.retryIsDue = true }
      return (old, disk.error, retries)
    }
    if (old == nil) != (new == nil) { whenStorageChanges(new) }
    guard retries else { return }
    queue.asyncAfter(deadline: .now() + Self.retryInterval) { [weak self] in self?.retry() }
  }

  private func retry() {
    disk.withLock { $0.retryIsDue = false }
    flush()
  }

  private func takeRows(_ disk: inout Disk) {
    disk.backlog += pending.withLock { pending in
      pending.flushIsDue = false
      defer { pending.rows.removeAll(keepingCapacity: true) }
      return pending.rows
    }
  }

  private func writeBacklog(_ disk: inout Disk) throws {
    guard !disk.backlog.isEmpty else { return }
    let rows = disk.backlog
    try write(to: &disk) { try $0.insert(rows) }
    disk.backlog.removeAll(keepingCapacity: true)
  }

  private func writeCheckpoints(_ disk: inout Disk) throws {
    while let checkpoint = pending.withLock({ $0.checkpoints.first }) {
      // It may have come since, and nothing that was recorded before it may be missing behind it.
      takeRows(&disk)
      try writeBacklog(&disk)
      try write(to: &disk) { try $0.write(checkpoint) }
      pending.withLock { pending in
        // It may have given way to another one meanwhile.
        if let first = pending.checkpoints.first, first.step == checkpoint.step {
          pending.checkpoints.removeFirst()
        }
      }
    }
  }

  /// Writes, which may give the run its place.
  private func write(to disk: inout Disk, _ body: (inout RunStorage) throws -> Void) throws {
    defer {
      let directory = disk.storage.directory
      place.withLock { $0 = directory }
    }
    try body(&disk.storage)
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
