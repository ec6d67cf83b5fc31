import Foundation
import GRDB
import Session

/// Something that one row of a run's database holds.
protocol RunRow: Sendable {
  /// - Parameter branch: the number of the branch to which it belongs.
  func insert(into database: Database, branch: Int) throws
}

extension BatchMetrics: RunRow {
  static let selection = """
    SELECT step, epoch, batch, discriminator_loss, generator_loss, real_accuracy, fake_accuracy,
      real_score, fake_score, logit_gap, discriminator_gradient, generator_gradient, branch
    FROM batch ORDER BY branch, step
    """

  /// A batch that was trained again takes the place of its row.
  func insert(into database: Database, branch: Int) throws {
    let sql = "INSERT OR REPLACE INTO batch VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    try database.cachedStatement(sql: sql).execute(
      arguments: [
        branch, step, epoch, batch, discriminatorLoss, generatorLoss, realAccuracy, fakeAccuracy,
        signals?.realScore, signals?.fakeScore, signals?.logitGap, signals?.discriminatorGradient,
        signals?.generatorGradient,
      ])
  }

  init(row: Row) throws {
    func number(_ column: String) throws -> Float {
      try row.optionalValue(column) ?? .nan
    }
    self.init(
      epoch: try row.count("epoch"), batch: try row.count("batch"), step: try row.count("step"),
      discriminatorLoss: try number("discriminator_loss"),
      generatorLoss: try number("generator_loss"),
      realAccuracy: try number("real_accuracy"), fakeAccuracy: try number("fake_accuracy"))
    // A score is a number whatever the logits are.
    guard row.hasColumn("real_score"), let realScore: Float = try row.optionalValue("real_score")
    else { return }
    signals = Signals(
      realScore: realScore, fakeScore: try number("fake_score"),
      logitGap: try number("logit_gap"),
      discriminatorGradient: try number("discriminator_gradient"),
      generatorGradient: try number("generator_gradient"))
  }
}

extension TrainingEvent: RunRow {
  static let selection = "SELECT step, kind, branch FROM event ORDER BY id"

  func insert(into database: Database, branch: Int) throws {
    let sql = "INSERT INTO event (step, kind, branch, happened_at) VALUES (?, ?, ?, ?)"
    try database.cachedStatement(sql: sql).execute(
      arguments: [step, try JSON.text(of: kind), branch, Date().timeIntervalSince1970])
  }

  init(row: Row) throws {
    self.init(
      step: try row.count("step"),
      kind: try JSON.value(Kind.self, of: try row.value("kind")))
  }
}

extension SampleGrid: RunRow {
  static let selection = """
    SELECT epoch, step, ends_epoch, shows_average, width, height, channels, pixels, branch
    FROM sample_grid ORDER BY id
    """

  func insert(into database: Database, branch: Int) throws {
    let sql = """
      INSERT INTO sample_grid
        (branch, epoch, step, ends_epoch, shows_average, width, height, channels, pixels)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    try database.cachedStatement(sql: sql).execute(
      arguments: [
        branch, epoch, step, endsEpoch, showsAverage, format.width, format.height,
        format.channels, Data(pixels),
      ])
  }

  init(row: Row) throws {
    let format = ImageFormat(
      width: try row.value("width"), height: try row.value("height"),
      channels: try row.value("channels"))
    let pixels: Data = try row.value("pixels")
    guard format.isSensible, pixels.count.isMultiple(of: format.byteCount)
    else {
      throw RunStoreError(
        .badData,
        "a sample grid's \(pixels.count) bytes are not images of "
          + "\(format.width)×\(format.height)×\(format.channels)")
    }
    self.init(
      epoch: try row.count("epoch"), step: try row.count("step"),
      endsEpoch: try row.value("ends_epoch"), showsAverage: try row.value("shows_average"),
      format: format, pixels: Array(pixels))
  }
}

extension RunBranch: RunRow {
  static let selection = """
    SELECT number, name, parent, fork_epoch, fork_step FROM branch ORDER BY number
    """

  /// Makes the branch the one that is trained, and its row where there is none yet.
  func insert(into database: Database, branch: Int) throws {
    let sql = "INSERT OR IGNORE INTO branch VALUES (?, ?, ?, ?, ?, ?)"
    try database.execute(
      sql: sql,
      arguments: [
        number, name, origin?.branch, origin?.epoch, origin?.step, Date().timeIntervalSince1970,
      ])
    try database.execute(sql: "UPDATE run SET branch = ?", arguments: [number])
  }

  init(row: Row) throws {
    var origin: Origin?
    if let parent: Int = try row.optionalValue("parent") {
      origin = Origin(
        branch: parent, epoch: try row.count("fork_epoch"), step: try row.count("fork_step"))
    }
    let name: String = try row.value("name")
    let hasControls = name.unicodeScalars.contains { $0.properties.generalCategory == .control }
    guard (1...100).contains(name.count), !hasControls else {
      throw RunStoreError(.badData, "a branch has a name that cannot be one")
    }
    self.init(number: try row.count("number"), name: name, origin: origin)
  }
}

extension Row {
  /// The value of a column that the query names, of just this type.
  ///
  /// GRDB's own decoding of numbers lets SQLite convert, which makes 0 of any word.
  func value<Value: DatabaseValueConvertible>(_ column: String) throws -> Value {
    let stored: DatabaseValue = self[column]
    guard let value = Value.fromDatabaseValue(stored) else {
      throw RunStoreError(.badData, "\(String("\(stored)".prefix(40))) stands in column \(column)")
    }
    return value
  }

  /// The value of a column that counts something: not negative, and no more than any run reaches, so
  /// that sums stay within the range of numbers.
  func count(_ column: String) throws -> Int {
    let count: Int = try value(column)
    guard (0...1 << 40).contains(count) else {
      throw RunStoreError(.badData, "\(count) stands in column \(column)")
    }
    return count
  }

  /// The value of a column, or nil where it is NULL.
  func optionalValue<Value: DatabaseValueConvertible>(
    _ column: String
  ) throws -> Value? {
    let stored: DatabaseValue = self[column]
    return stored.isNull ? nil : try value(column) as Value
  }
}
