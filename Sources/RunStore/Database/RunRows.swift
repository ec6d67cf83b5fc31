import Foundation
import GRDB
import Session

/// Something that one row of a run's database holds.
protocol RunRow: Sendable {
  func insert(into database: Database) throws
}

extension BatchMetrics: RunRow {
  static let selection = """
    SELECT step, epoch, batch, discriminator_loss, generator_loss, real_accuracy, fake_accuracy
    FROM batch ORDER BY step
    """

  func insert(into database: Database) throws {
    try database.cachedStatement(sql: "INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?, ?)").execute(
      arguments: [
        step, epoch, batch, discriminatorLoss, generatorLoss, realAccuracy, fakeAccuracy,
      ])
  }

  init(row: Row) throws {
    func number(_ column: String) throws -> Float {
      try row.decode(Float?.self, forColumn: column) ?? .nan
    }
    self.init(
      epoch: try row.decode(forColumn: "epoch"), batch: try row.decode(forColumn: "batch"),
      step: try row.decode(forColumn: "step"),
      discriminatorLoss: try number("discriminator_loss"),
      generatorLoss: try number("generator_loss"),
      realAccuracy: try number("real_accuracy"), fakeAccuracy: try number("fake_accuracy"))
  }
}

extension TrainingEvent: RunRow {
  static let selection = "SELECT step, kind FROM event ORDER BY id"

  func insert(into database: Database) throws {
    try database.cachedStatement(sql: "INSERT INTO event (step, kind) VALUES (?, ?)").execute(
      arguments: [step, try JSON.text(of: kind)])
  }

  init(row: Row) throws {
    self.init(
      step: try row.decode(forColumn: "step"),
      kind: try JSON.value(Kind.self, of: try row.decode(forColumn: "kind")))
  }
}

extension SampleGrid: RunRow {
  static let selection = """
    SELECT epoch, step, ends_epoch, width, height, channels, pixels FROM sample_grid ORDER BY id
    """

  func insert(into database: Database) throws {
    let sql = """
      INSERT INTO sample_grid (epoch, step, ends_epoch, width, height, channels, pixels)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """
    try database.cachedStatement(sql: sql).execute(
      arguments: [
        epoch, step, endsEpoch, format.width, format.height, format.channels, Data(pixels),
      ])
  }

  init(row: Row) throws {
    let format = ImageFormat(
      width: try row.decode(forColumn: "width"), height: try row.decode(forColumn: "height"),
      channels: try row.decode(forColumn: "channels"))
    let pixels: Data = try row.decode(forColumn: "pixels")
    let sides = 1...65_536
    guard sides.contains(format.width), sides.contains(format.height),
      (1...4).contains(format.channels), pixels.count.isMultiple(of: format.byteCount)
    else {
      throw RunStoreError(
        .badData,
        "a sample grid's \(pixels.count) bytes are not images of "
          + "\(format.width)×\(format.height)×\(format.channels)")
    }
    self.init(
      epoch: try row.decode(forColumn: "epoch"), step: try row.decode(forColumn: "step"),
      endsEpoch: try row.decode(forColumn: "ends_epoch"), format: format, pixels: Array(pixels))
  }
}
