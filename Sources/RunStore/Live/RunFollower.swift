import Foundation
import GRDB
package import Session

/// Follows a run that another process may be training: reads it once, and then only what is new.
///
/// It is a value that takes in all that has come at a moment or, after an error, nothing of it.
package struct RunFollower: Sendable {
  private let directory: RunDirectory
  private let connection: LiveConnection
  /// SQLite's mark of the state that was read, which changes when another connection writes.
  private var dataVersion: Int?
  private var lastEvent: Int64 = 0
  private var lastGrid: Int64 = 0
  private var lastReading: Int64 = 0
  private var lines: [Int: BranchLine] = [:]
  private var branch = RunBranch.main.number
  private var liveGrid: (place: LiveStatus.GridPlace, grid: SampleGrid)?
  private var view: Numbered<SampleView>?
  private var slowStep: Numbered<StepRecord>?

  package private(set) var run: RunDescription?
  package private(set) var status = RunStatus.running
  /// What the training has said of itself last.
  package private(set) var live: LiveStatus?
  /// Who has read the samples.
  private var judge: JudgeDescription?

  /// - Throws: that the folder belongs to another user, or that it holds no run of a format that this
  ///   program reads.
  package init(_ directory: RunDirectory) throws(RunStoreError) {
    self.directory = directory
    try directory.requireOwn()
    let reader = try RunReader(directory)
    do {
      connection = try LiveConnection(directory)
    } catch {
      throw databaseError(error, at: directory.databasePath)
    }
    if !connection.hasLiveTables { try take(from: reader) }
  }

  /// Whether its files are still those that are followed.
  package var isInPlace: Bool { connection.isInPlace }

  /// Takes in what has been written since the last time.
  ///
  /// - Returns: whether there was anything.
  /// - Throws: that the run is gone, or what is wrong with its database.
  package mutating func follow() throws(RunStoreError) -> Bool {
    try directory.requireOwn()
    guard isInPlace else {
      throw RunStoreError(.noInput, "\(directory.databasePath): is another file now")
    }
    guard connection.hasLiveTables else { return false }
    do {
      let next = try connection.queue.read { database -> RunFollower? in
        let version = try Int.fetchOne(database, sql: "PRAGMA data_version")
        guard version != dataVersion else { return nil }
        var next = self
        try next.take(from: database)
        next.dataVersion = version
        return next
      }
      self = next ?? self
      return next != nil
    } catch {
      throw databaseError(error, at: directory.databasePath)
    }
  }

  /// Leaves a command for the process that trains the run, and returns its number.
  package func send(_ command: TrainingCommand) throws(RunStoreError) -> UInt64 {
    do {
      return try connection.queue.write { try $0.sendCommand(command, at: Date()) }
    } catch {
      throw databaseError(error, at: directory.databasePath)
    }
  }

  // MARK: - Reading

  /// The run of an earlier program, which nobody can train as it is.
  private mutating func take(from reader: RunReader) throws(RunStoreError) {
    let overview = try reader.overview()
    try overview.record.description.requireSense()
    (run, status, branch) = (overview.record.description, overview.status, overview.branch)
    judge = overview.judge
    for line in try reader.lines() { lines[line.branch.number] = line }
  }

  private mutating func take(from database: Database) throws {
    try takeRun(from: database)
    if try isContinued(in: database) {
      (lines, lastEvent, lastGrid, lastReading) = ([:], 0, 0, 0)
    }
    let events = try newRows(
      of: database, "SELECT * FROM event WHERE id > ? ORDER BY id", after: &lastEvent,
      TrainingEvent.init(row:))
    let grids = try newRows(
      of: database, "SELECT * FROM sample_grid WHERE id > ? ORDER BY id", after: &lastGrid,
      SampleGrid.init(row:))
    let readings = try newReadings(in: database)
    // A branch is younger than the one that it left, whose rows it takes over.
    for branch in try Row.fetchAll(database, sql: RunBranch.selection).map(RunBranch.init(row:)) {
      var line = try lines[branch.number] ?? beginning(of: branch)
      try takeBatches(of: &line, from: database)
      line.events += events[branch.number] ?? []
      line.samples += grids[branch.number] ?? []
      for reading in readings[branch.number] ?? [] { line.add(reading) }
      lines[branch.number] = line
    }
    try takeLive(from: database)
  }

  /// Whether another process has taken the run up: it may have trained batches again that came out
  /// differently on its processor.
  private func isContinued(in database: Database) throws -> Bool {
    guard lastEvent > 0 else { return false }
    let sql = "SELECT count(*) FROM event WHERE id > ? AND kind LIKE '{\"continued\"%'"
    return try Int.fetchOne(database, sql: sql, arguments: [lastEvent]) ?? 0 > 0
  }

  private mutating func takeRun(from database: Database) throws {
    let sql = "SELECT description, status, branch FROM run"
    guard let row = try Row.fetchOne(database, sql: sql) else {
      throw RunStoreError(.badData, "its table run is empty")
    }
    guard let status = RunStatus(rawValue: try row.value("status")) else {
      throw RunStoreError(.badData, "its status is unknown")
    }
    let run = try JSON.value(RunDescription.self, of: try row.value("description"))
    try run.requireSense()
    (self.run, self.status, branch) = (run, status, try row.value("branch"))
  }

  private func beginning(of branch: RunBranch) throws -> BranchLine {
    guard let origin = branch.origin else { return BranchLine(branch: branch) }
    guard let parent = lines[origin.branch], origin.branch < branch.number else {
      throw RunStoreError(.badData, "its branch \(branch.number) left one that is not there")
    }
    return parent.left(by: branch)
  }

  /// What has been read since, and by whom; nothing where an earlier program trains the run.
  private mutating func newReadings(in database: Database) throws -> [Int: [QualityReading]] {
    let format = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard format >= RunSchema.oldestReadInPlace else { return [:] }
    judge = try String.fetchOne(database, sql: "SELECT judge FROM run")
      .map(JudgeDescription.init(json:))
    return try newRows(
      of: database, "SELECT * FROM quality WHERE id > ? ORDER BY id", after: &lastReading,
      QualityReading.init(row:))
  }

  private func takeBatches(of line: inout BranchLine, from database: Database) throws {
    let sql = "SELECT * FROM batch WHERE branch = ? AND step > ? ORDER BY step"
    let rows = try Row.fetchCursor(
      database, sql: sql, arguments: [line.branch.number, line.step])
    while let row = try rows.next() {
      let batch = try BatchMetrics(row: row)
      guard batch.step == line.step + 1 else {
        throw RunStoreError(.badData, "its series have a hole after batch \(line.step)")
      }
      line.metrics.append(batch)
    }
  }

  /// The values of the rows behind the last known one, by branch.
  private func newRows<Value>(
    of database: Database, _ sql: String, after last: inout Int64, _ value: (Row) throws -> Value
  ) throws -> [Int: [Value]] {
    var values: [Int: [Value]] = [:]
    let rows = try Row.fetchCursor(database, sql: sql, arguments: [last])
    while let row = try rows.next() {
      values[try row.value("branch"), default: []].append(try value(row))
      last = try row.value("id")
    }
    return values
  }

  private mutating func takeLive(from database: Database) throws {
    live = try database.liveStatus()
    if var prolonged = run, let live {
      prolonged.epochs = live.epochs
      try prolonged.requireSense()
    }
    view = try Numbered(live?.view, of: live, known: view) { try database.liveView() }
    slowStep = try Numbered(live?.slowStep, of: live, known: slowStep) {
      try database.liveSlowStep()
    }
    guard let place = live?.grid, let format = run?.format else { return liveGrid = nil }
    guard liveGrid?.place != place else { return }
    liveGrid = try database.liveGrid(at: place, format: format).map { (place, $0) }
  }
}

/// What stands beside a status under a number that its trainer has given it.
private struct Numbered<Value: Sendable>: Sendable {
  let number: Int
  let processID: Int32
  let value: Value

  /// Reads the value unless it is the known one; nil where there is none.
  init?(
    _ number: Int?, of live: LiveStatus?, known: Numbered?, reading read: () throws -> Value?
  ) throws {
    guard let number, let live else { return nil }
    if let known, known.number == number, known.processID == live.processID {
      self = known
      return
    }
    guard let value = try read() else { return nil }
    (self.number, processID, self.value) = (number, live.processID, value)
  }
}

// MARK: - What a screen shows

extension RunFollower {
  /// The run at the moment of the last reading.
  ///
  /// - Parameters:
  ///   - trainer: who trained the run before that reading.
  ///   - advice: what to do about a run whose trainer was killed.
  package func snapshot(trainer: LockHolder?, advice: String) -> TrainingSnapshot {
    let live = listening(trainer)
    var snapshot = TrainingSnapshot(
      phase: phase(trainer, live, advice: advice), run: run,
      knobs: (live ?? self.live)?.knobs ?? run?.knobs,
      imagesPerSecond: live?.imagesPerSecond ?? 0)
    if let live { snapshot.run?.epochs = live.epochs }
    let present = live.flatMap { lines[$0.branch] } ?? lines[branch] ?? BranchLine()
    snapshot.line = present
    snapshot.otherLines = lines.values.filter { $0.branch.number != present.branch.number }
      .sorted { $0.branch.number < $1.branch.number }
    // What is no longer made never comes; why there is none stays true.
    let last = self.live?.judge.flatMap { $0.isUnderWay ? nil : $0 }
    snapshot.judge = live?.judge ?? judge.map(JudgeStanding.ready) ?? last ?? .absent
    if live != nil {
      (snapshot.live, snapshot.view) = (liveGrid?.grid, view?.value)
      snapshot.slowStep = slowStep?.value
      snapshot.goal = live?.goal
    }
    return snapshot
  }

  /// What the present trainer says of itself; nil where nobody trains the run, or where the one who
  /// does has said nothing yet and will not hear either.
  package func listening(_ trainer: LockHolder?) -> LiveStatus? {
    guard let trainer, let live else { return nil }
    return trainer.processID == nil || trainer.processID == live.processID ? live : nil
  }

  private func phase(
    _ trainer: LockHolder?, _ live: LiveStatus?, advice: String
  ) -> TrainingPhase {
    if let live { return live.phase }
    switch RunStanding(status, trainer: trainer) {
    case .running(let trainer): return .preparing("\(trainer) begins to train")
    case .finished, .stopped: return .finished(directory.path)
    case .interrupted: return .failed("its trainer was killed: \(advice)")
    }
  }
}
