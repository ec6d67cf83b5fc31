import GRDB
import Session

extension QualityReading: RunRow {
  static let selection = "SELECT step, source, reading, branch FROM quality ORDER BY id"

  /// What was read again after the same batch takes the place of its row.
  func insert(into database: Database, branch: Int) throws {
    let sql = "INSERT OR REPLACE INTO quality (branch, step, source, reading) VALUES (?, ?, ?, ?)"
    try database.cachedStatement(sql: sql).execute(
      arguments: [branch, step, source.rawValue, try JSON.text(of: self)])
  }

  init(row: Row) throws {
    self = try JSON.value(QualityReading.self, of: try row.value("reading"))
    guard try step == row.count("step"), try source.rawValue == row.value("source"), isSensible
    else {
      throw RunStoreError(.badData, "a reading of its table quality makes no sense")
    }
  }

  /// Whether a training may have read this.
  private var isSensible: Bool {
    (0...1 << 40).contains(epoch) && (0...1 << 40).contains(count)
      && classCounts.count <= JudgeDescription.greatestClassCount
      && classCounts.allSatisfy { (0...1 << 40).contains($0) }
      && numbers.allSatisfy { $0.value.map(isPlausible) ?? true }
  }
}

extension JudgeDescription: RunRow {
  /// More classes than any data set has would be an attempt to fill the memory.
  fileprivate static let greatestClassCount = 10_000

  func insert(into database: Database, branch: Int) throws {
    try database.execute(sql: "UPDATE run SET judge = ?", arguments: [try JSON.text(of: self)])
  }

  /// - Parameter json: what stands in the table `run`.
  init(json: String) throws {
    self = try JSON.value(JudgeDescription.self, of: json)
    guard isSensible else { throw RunStoreError(.badData, "its judge makes no sense") }
  }

  var isSensible: Bool {
    let measures = [
      reference.trace, reference.classifierScore ?? 1, reference.precision, reference.recall,
      reference.coverage, reference.pixelDeviation, reference.pairwiseDistance,
    ]
    let names = classNames + [fingerprint, dataset]
    return reference.count >= 0 && classNames.count <= Self.greatestClassCount
      && reference.classShares.count <= Self.greatestClassCount
      && (measures + reference.classShares).allSatisfy(isPlausible)
      && accuracy.map((0...1).contains) ?? true && names.allSatisfy(isPrintable)
  }

  private var accuracy: Double? {
    if case .classifier(let accuracy) = training { accuracy } else { nil }
  }
}

/// Whether a screen can show a measure: no number of features or pixels comes near the bound.
private func isPlausible(_ value: Double) -> Bool { abs(value) <= 1e15 }

private func isPrintable(_ name: String) -> Bool {
  name.count <= 1000
    && !name.unicodeScalars.contains { $0.properties.generalCategory == .control }
}
