import GANs
import Session
import Training

/// What became of one run of a sweep, with what the judge read in its last samples.
struct SweepResult {
  let cell: SweepPlan.Cell
  var outcome: SweepCellOutcome
  /// Of the generator, and of the average of its weights where the run keeps one.
  var readings: [QualityReading] = []

  /// Nil where it was not judged.
  var distance: Double? { reading?.distance }
  var reading: QualityReading? { readings.first { $0.source == .generator } }
  var average: QualityReading? { readings.first { $0.source == .average } }

  /// The distance, or in a word why there is none.
  var text: String {
    if let distance { return distance.report }
    switch outcome {
    case .finished: return "not judged"
    case .diverged: return "diverged"
    case .failed: return "failed"
    case .stopped: return "stopped"
    }
  }
}

/// The results of one combination of values under all seeds.
struct SweepRow {
  let changes: [RecipeChange]
  let results: [SweepResult]

  /// The mean of the seeds that have been judged; nil where none has.
  func mean(_ value: (SweepResult) -> Double?) -> Double? {
    let values = results.compactMap(value)
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  var distance: Double? { mean(\.distance) }
  /// Whether some seeds have come to nothing.
  var isIncomplete: Bool { results.contains { $0.distance == nil } }
  var label: String { changes.map(\.text).joined(separator: " ") }

  /// The combinations from the least distance on; those where a seed has none behind those where all
  /// have one, and those without any last.
  static func ranked(_ results: [SweepResult], of plan: SweepPlan) -> [SweepRow] {
    let rows = plan.combinations.map { changes in
      SweepRow(changes: changes, results: results.filter { $0.cell.changes == changes })
    }
    func rank(_ row: SweepRow) -> (Int, Double) {
      (row.distance == nil ? 2 : row.isIncomplete ? 1 : 0, row.distance ?? 0)
    }
    // Equal ones stay in the order of the plan.
    return rows.enumerated().sorted { first, second in
      let (a, b) = (rank(first.element), rank(second.element))
      return a == b ? first.offset < second.offset : a < b
    }.map(\.element)
  }
}
