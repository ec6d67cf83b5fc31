package import Session

/// The judge's readings of a run as comma-separated values (RFC 4180): the names of the columns, then a
/// line a reading.
package enum CSVReadings {
  /// Writes the readings of lines of a run, each once, under the name of the branch that was read.
  ///
  /// The counts of classes stand in one field with spaces between; what was not taken is empty.
  ///
  /// - Parameters:
  ///   - lines: one for a branch from the run's beginning to its tip, or those of all branches.
  ///   - branches: all of the run.
  /// - Returns: the number of readings.
  /// - Throws: that the branches do not hang together, or that the file cannot be written.
  @discardableResult package static func write(
    _ lines: [BranchLine], among branches: [RunBranch], to path: String
  ) throws(RunStoreError) -> Int {
    let stretches = try lines.stretches(among: branches).map(\.stretch)
    try AtomicFile.write(to: path, permissions: 0o666) { file throws(RunStoreError) in
      var buffer = LineBuffer()
      try buffer.append(header + "\n", to: file)
      for stretch in stretches {
        let branch = CSVSeries.field(stretch.branch.name)
        for reading in stretch.quality {
          try buffer.append("\(branch),\(row(of: reading))\n", to: file)
        }
      }
      try buffer.flush(to: file)
    }
    return stretches.reduce(0) { $0 + $1.quality.count }
  }

  private static let header: String = {
    let example = QualityReading(
      epoch: 0, step: 0, source: .training, count: 0, distance: 0, floor: 0, distanceShare: 0,
      pixelDeviation: 0, pairwiseDistance: 0, saturatedPixels: 0, checkerboard: 0)
    let columns = ["branch", "step", "epoch", "source", "count", "class_counts"]
    return (columns + example.numbers.map(\.name)).joined(separator: ",")
  }()

  private static func row(of reading: QualityReading) -> String {
    let classes = reading.classCounts.map(String.init).joined(separator: " ")
    let numbers = reading.numbers.map { $0.value.map { "\($0)" } ?? "" }
    return
      "\(reading.step),\(reading.epoch),\(reading.source.rawValue),\(reading.count),\(classes),"
      + numbers.joined(separator: ",")
  }
}
