internal import Configuration
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
      let onDisk = try Self.open(path)
      let version = try onDisk.read { try Self.readableVersion($0, path) }
      queue = version >= RunSchema.oldestReadInPlace ? onDisk : try Self.upgradedCopy(of: onDisk)
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
    /// The number of batches on disk, those of all branches.
    package let batches: Int
    /// The number of the branch that was trained last.
    package let branch: Int
    /// The number of batches to the end of that branch.
    package let step: Int
    /// Who has read the samples; nil where nobody has.
    package let judge: JudgeDescription?
  }

  package func overview() throws(RunStoreError) -> Overview {
    try read { database in
      let sql = """
        SELECT description, recipe, settings, machine, program_version, started_at, ended_at, status,
          judge, branch, (SELECT count(*) FROM batch) AS batches,
          coalesce(
            (SELECT max(step) FROM batch WHERE batch.branch = run.branch),
            (SELECT fork_step FROM branch WHERE branch.number = run.branch), 0) AS step
        FROM run
        """
      guard let row = try Row.fetchOne(database, sql: sql) else {
        throw RunStoreError(.badData, "its table run is empty")
      }
      return try Overview(row: row)
    }
  }

  /// All branches in the order of their numbers.
  package func branches() throws(RunStoreError) -> [RunBranch] {
    try rows(RunBranch.selection, RunBranch.init(row:))
  }

  /// How many sample grids are kept of all branches.
  package func gridCount() throws(RunStoreError) -> Int {
    try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sample_grid") ?? 0 }
  }

  /// Everything on the way to the end of each branch, in the order of their numbers.
  ///
  /// - Parameter samples: whether with the sample grids, which are most of a run's bytes.
  package func lines(samples: Bool = true) throws(RunStoreError) -> [BranchLine] {
    let branches = try branches()
    let metrics = try byBranch(BatchMetrics.selection, BatchMetrics.init(row:))
    let events = try byBranch(TrainingEvent.selection, TrainingEvent.init(row:))
    let grids = samples ? try byBranch(SampleGrid.selection, SampleGrid.init(row:)) : [:]
    let readings = try byBranch(QualityReading.selection, QualityReading.init(row:))
    _ = try located { () throws(RunStoreError) in try RunAncestry(branches) }
    var lines: [Int: BranchLine] = [:]
    // A branch is younger than the one that it left.
    for branch in branches {
      let beginning = branch.origin.flatMap { lines[$0.branch]?.left(by: branch) }
      var line = beginning ?? BranchLine(branch: branch)
      for batch in metrics[branch.number] ?? [] {
        guard batch.step == line.step + 1 else {
          throw databaseError(
            RunStoreError(.badData, "its series have a hole after batch \(line.step)"),
            at: directory.databasePath)
        }
        line.metrics.append(batch)
      }
      line.events += events[branch.number] ?? []
      line.samples += grids[branch.number] ?? []
      for reading in readings[branch.number] ?? [] { line.add(reading) }
      lines[branch.number] = line
    }
    return branches.compactMap { lines[$0.number] }
  }

  /// The line of the branch with a name, or of the one that was trained last.
  ///
  /// - Parameter samples: whether with the sample grids, which are most of a run's bytes.
  /// - Throws: that there is none of that name, with those that there are.
  package func line(
    named name: String?, samples: Bool = true
  ) throws(RunStoreError) -> BranchLine {
    let branch = try branch(named: name)
    let line = try lines(samples: samples).first { $0.branch == branch }
    return line ?? BranchLine(branch: branch)
  }

  /// The branch with a name, or the one that was trained last.
  ///
  /// - Throws: that there is none of that name, with those that there are.
  package func branch(named name: String?) throws(RunStoreError) -> RunBranch {
    let (branches, last) = (try branches(), try overview().branch)
    let wanted = branches.first { name == nil ? $0.number == last : $0.name == name }
    if let wanted { return wanted }
    guard let name else {
      throw RunStoreError(
        .badData, "\(directory.databasePath): is damaged: it has no branch \(last)")
    }
    throw RunStoreError(
      .noInput,
      "\(directory.name): no branch '\(name)'; "
        + knownWords(branches.map(\.name), nearestTo: name))
  }

  /// All checkpoints that were ever written, oldest first.
  package func checkpoints() throws(RunStoreError) -> [CheckpointRecord] {
    try rows(CheckpointRecord.selection, CheckpointRecord.init(row:))
  }

  /// The nearest kept checkpoint at or before a batch of the line to a branch, or nil if there is none.
  ///
  /// One that a program has written meanwhile may push it out, so a file that has gone is passed over.
  package func checkpoint(
    onLineOf branch: Int, atOrBefore step: Int = .max
  ) throws(RunStoreError) -> Checkpoint? {
    let ancestry = try RunAncestry(branches())
    let files = CheckpointFolder(directory)
    var candidates = try checkpoints()
    while let nearest = ancestry.nearest(of: candidates, onLineTo: branch, atOrBefore: step) {
      if files.holds(nearest) { return try files.read(nearest) }
      candidates.removeAll { $0.id == nearest.id }
    }
    return nil
  }

  /// The weights at the last checkpoint of a branch, or of the one that was trained last.
  ///
  /// - Throws: that there are none yet, or that they are not those that were written.
  package func weights(ofBranch name: String? = nil) throws(RunStoreError) -> [NamedTensor] {
    if let checkpoint = try checkpoint(onLineOf: branch(named: name).number) {
      return checkpoint.state.weights
    }
    let earlier = directory.earlierWeightsPath
    guard FileManager.default.fileExists(atPath: earlier) else {
      throw RunStoreError(
        .noInput, "\(directory.checkpointsPath): the run \(directory.name) has no checkpoint")
    }
    return try Safetensors.read(earlier).tensors
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

  /// The rows of each branch.
  private func byBranch<Value: Sendable>(
    _ sql: String, _ value: @Sendable (Row) throws -> Value
  ) throws(RunStoreError) -> [Int: [Value]] {
    let entries = try rows(sql) { row in
      let branch: Int = try row.value("branch")
      return (branch, try value(row))
    }
    return Dictionary(grouping: entries, by: \.0).mapValues { $0.map(\.1) }
  }

  /// An error of what the database says, with its file.
  private func located<Value>(
    _ body: () throws(RunStoreError) -> Value
  ) throws(RunStoreError) -> Value {
    do {
      return try body()
    } catch {
      throw databaseError(error, at: directory.databasePath)
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
    return try DatabaseQueue(path: location(of: path), configuration: configuration)
  }

  /// What SQLite is to open: on a medium that cannot be written it needs to be told that nobody writes,
  /// as it cannot make the file by which processes agree.
  private static func location(of path: String) -> String {
    let log = path + "-wal"
    let isReadOnly = unsafe access(path, W_OK) != 0 && errno == EROFS
    guard isReadOnly, !FileManager.default.fileExists(atPath: log) else { return path }
    let place = URL(fileURLWithPath: path).absoluteString
    return place + "?immutable=1"
  }

  private static func readableVersion(_ database: Database, _ path: String) throws -> Int {
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
    try RunSchema.requirePlainTables(database)
    return version
  }

  /// A database of an earlier program as this one would have written it; the file stays as it is.
  private static func upgradedCopy(of database: DatabaseQueue) throws -> DatabaseQueue {
    let copy = try DatabaseQueue()
    try database.backup(to: copy)
    try RunSchema.migrate(copy)
    return copy
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
        settings: try JSON.value(RunSettings?.self, of: try row.value("settings")),
        machine: try row.value("machine"),
        programVersion: try row.value("program_version")),
      startedAt: Self.date(try row.value("started_at")),
      endedAt: (try row.optionalValue("ended_at") as Double?).map(Self.date),
      status: status, batches: try row.value("batches"), branch: try row.count("branch"),
      step: try row.count("step"),
      judge: try (row.optionalValue("judge") as String?).map(JudgeDescription.init(json:)))
  }

  /// Times that no clock shows become the nearest that one might.
  private static func date(_ seconds: Double) -> Date {
    Date(timeIntervalSince1970: seconds.isNaN ? 0 : min(max(seconds, 0), 1e11))
  }
}
