import RunStore
import Session

extension ExportCommand {
  /// - Returns: what was written, in words.
  func writeCSV(_ reader: RunReader) throws -> String {
    if readings {
      return counted(
        try CSVReadings.write(lines(reader), among: reader.branches(), to: output), "reading",
        "readings")
    }
    return counted(
      try CSVSeries.write(lines(reader), among: reader.branches(), to: output), "batch", "batches")
  }

  /// - Returns: what was written, in words.
  func writeJSONLines(_ reader: RunReader) throws -> String {
    let hashes = Dictionary(
      try reader.checkpoints().map { ([$0.branch, $0.step], $0.weightsSHA256) },
      uniquingKeysWith: { _, newer in newer })
    let series = try JSONLinesSeries(
      lines(reader), among: reader.branches(), run: reader.directory.path
    ) { branch, step in hashes[[branch, step]] }
    return counted(try series.write(to: output), "line", "lines")
  }

  /// - Returns: what was written, in words.
  func writeTensorBoard(_ reader: RunReader) throws -> String {
    let overview = try reader.overview()
    let log = TensorBoardLog(
      folder: output, knobs: overview.record.description.knobs, startedAt: overview.startedAt)
    let lines = try lines(reader)
    for line in lines { try log.write(line) }
    return counted(lines.count, "branch", "branches")
  }

  private func lines(_ reader: RunReader) throws -> [BranchLine] {
    branch == Self.allBranches ? try reader.lines() : [try reader.line(named: branch)]
  }

  func counted(_ count: Int, _ one: String, _ many: String) -> String {
    "\(count) \(count == 1 ? one : many)"
  }
}
