import Session

extension QualityReading {
  /// What says most, in words: `distance 104 (floor 1.50)` and, where it is known, `coverage 51 %`.
  var measures: [String] {
    ["distance \(distance.report) (floor \(floor.report))"]
      + (coverage.map { ["coverage \($0.percent)"] } ?? [])
  }
}
