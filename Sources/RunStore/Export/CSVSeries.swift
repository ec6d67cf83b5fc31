package import Session

/// The series of a run as comma-separated values (RFC 4180): the names of the columns, then a line a
/// batch.
package enum CSVSeries {
  private static let columns = [
    "branch", "step", "epoch", "batch", "discriminator_loss", "generator_loss", "real_accuracy",
    "fake_accuracy", "real_score", "fake_score", "logit_gap", "discriminator_gradient",
    "generator_gradient",
  ]

  /// Writes lines of a run, each batch once, under the name of the branch that trained it.
  ///
  /// A loss that is not a finite number is `nan`, `inf` or `-inf`; what was not measured is empty.
  ///
  /// - Parameters:
  ///   - lines: one for a branch from the run's beginning to its tip, or those of all branches.
  ///   - branches: all of the run.
  /// - Returns: the number of batches.
  /// - Throws: that the branches do not hang together, or that the file cannot be written.
  @discardableResult package static func write(
    _ lines: [BranchLine], among branches: [RunBranch], to path: String
  ) throws(RunStoreError) -> Int {
    let stretches = try lines.stretches(among: branches).map(\.stretch)
    try AtomicFile.write(to: path, permissions: 0o666) { file throws(RunStoreError) in
      var buffer = LineBuffer()
      try buffer.append(columns.joined(separator: ",") + "\n", to: file)
      for stretch in stretches {
        let branch = field(stretch.branch.name)
        for batch in stretch.metrics {
          try buffer.append("\(branch),\(row(of: batch))\n", to: file)
        }
      }
      try buffer.flush(to: file)
    }
    return stretches.reduce(0) { $0 + $1.metrics.count }
  }

  private static func row(of batch: BatchMetrics) -> String {
    "\(batch.step),\(batch.epoch),\(batch.batch),\(batch.discriminatorLoss),"
      + "\(batch.generatorLoss),\(batch.realAccuracy),\(batch.fakeAccuracy),"
      + (batch.signals.map(row(of:)) ?? ",,,,")
  }

  private static func row(of signals: BatchMetrics.Signals) -> String {
    "\(signals.realScore),\(signals.fakeScore),\(signals.logitGap),"
      + "\(signals.discriminatorGradient),\(signals.generatorGradient)"
  }

  /// A text as one field: between quotes where it would be taken for more.
  static func field(_ text: String) -> String {
    let needsQuotes = text.unicodeScalars.contains { [",", "\"", "\n", "\r"].contains($0) }
    return needsQuotes ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
  }
}
