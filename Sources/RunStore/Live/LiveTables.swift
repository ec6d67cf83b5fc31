import Foundation
import GRDB
package import Session

/// A command as it stands in the table `command`.
package struct SentCommand: Sendable, Equatable {
  package let number: UInt64
  /// Nil where the row holds none.
  package let command: TrainingCommand?
}

// The tables by which the process that trains a run and those that watch it speak to each other.
extension Database {
  /// No command is longer; more would be an attempt to fill the memory.
  private static let longestCommand = 10_000
  private static let longestStatus = 1_000_000
  private static let longestImages = 100_000_000

  func sendCommand(_ command: TrainingCommand, at date: Date) throws -> UInt64 {
    try execute(
      sql: "INSERT INTO command (sent_at, command) VALUES (?, ?)",
      arguments: [date.timeIntervalSince1970, try JSON.text(of: command)])
    return UInt64(clamping: lastInsertedRowID)
  }

  /// The greatest number of all commands that were ever sent.
  func lastCommandNumber() throws -> UInt64 {
    UInt64(clamping: try Int64.fetchOne(self, sql: "SELECT max(number) FROM command") ?? 0)
  }

  /// What has come after a command, in order; of very much the first part.
  func commands(after number: UInt64) throws -> [SentCommand] {
    let sql = """
      SELECT number, CASE WHEN typeof(command) = 'text' AND length(command) <= ? THEN command END
        AS command
      FROM command WHERE number > ? ORDER BY number LIMIT 1000
      """
    let rows = try Row.fetchAll(
      self, sql: sql, arguments: [Self.longestCommand, Int64(clamping: number)])
    return try rows.map { row in
      let text: String? = try row.optionalValue("command")
      return SentCommand(
        number: UInt64(clamping: try row.value("number") as Int64),
        command: text.flatMap { try? JSON.value(TrainingCommand.self, of: $0) })
    }
  }

  /// Deletes the commands before one; that one stays, as the newest number is looked up among them.
  func forgetCommands(before number: UInt64) throws {
    try execute(sql: "DELETE FROM command WHERE number < ?", arguments: [Int64(clamping: number)])
  }

  /// - Parameter images: those that the status speaks of and that do not stand there already.
  func writeLive(_ status: LiveStatus, _ images: LiveImages, at date: Date) throws {
    var columns = ["updated_at", "status"]
    if images.grid != nil { columns += ["grid", "pixels"] }
    if images.view != nil { columns.append("view") }
    if images.slowStep != nil { columns.append("slow_step") }
    let changes = columns.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    try cachedStatement(
      sql: """
        INSERT INTO live (id, updated_at, status, grid, pixels, view, slow_step)
        VALUES (1, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET \(changes)
        """
    ).execute(arguments: [
      date.timeIntervalSince1970, try JSON.text(of: status), images.grid?.step,
      images.grid.map { Data($0.pixels) }, try images.view?.packed(),
      try images.slowStep?.packed(),
    ])
  }

  /// The view that the status speaks of, or nil where there is none.
  func liveView() throws -> SampleView? { try packed("view") }

  /// The step in slow motion that the status speaks of, or nil where there is none.
  func liveSlowStep() throws -> StepRecord? { try packed("slow_step") }

  private func packed<Value: PackedArrays>(_ column: String) throws -> Value? {
    let sql =
      "SELECT \(column) FROM live WHERE typeof(\(column)) = 'blob' AND length(\(column)) <= ?"
    return try Data.fetchOne(self, sql: sql, arguments: [Self.longestImages])
      .map { try Value(packed: $0) }
  }

  /// How the training stood last, or nil where it has never said.
  func liveStatus() throws -> LiveStatus? {
    let sql = """
      SELECT CASE WHEN typeof(status) = 'text' AND length(status) <= ? THEN status END AS status
      FROM live
      """
    guard let row = try Row.fetchOne(self, sql: sql, arguments: [Self.longestStatus]) else {
      return nil
    }
    let status = try JSON.value(LiveStatus.self, of: try row.value("status"))
    try status.requireSense()
    return status
  }

  /// The samples at a place that the status speaks of.
  func liveGrid(at place: LiveStatus.GridPlace, format: ImageFormat) throws -> SampleGrid? {
    let sql = "SELECT pixels FROM live WHERE grid = ? AND typeof(pixels) = 'blob'"
    guard let pixels = try Data.fetchOne(self, sql: sql, arguments: [place.step]) else {
      return nil
    }
    guard format.byteCount > 0, pixels.count.isMultiple(of: format.byteCount) else {
      throw RunStoreError(.badData, "the samples in its table live are no whole images")
    }
    return SampleGrid(
      epoch: place.epoch, step: place.step, endsEpoch: false, showsAverage: place.showsAverage,
      format: format, pixels: Array(pixels))
  }
}
