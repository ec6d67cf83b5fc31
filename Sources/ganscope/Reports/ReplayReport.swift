import RunStore
import Session
import Training

/// Prints how a replay gets on: a line a checkpoint, and on a terminal one that is written over.
struct ReplayReport {
  let json: Bool

  private struct CheckpointLine: Encodable {
    var event = "checkpoint"
    let branch: String
    let epoch, step: Int
    let same: Bool
    let weightsSha256, recordedSha256: String
  }

  private struct EndLine: Encodable {
    var event = "end"
    let batches, differentBatches, checkpoints, differentCheckpoints: Int
    let same: Bool
  }

  func show(_ finding: Replay.Finding) throws {
    let record = finding.checkpoint
    if json {
      return try StandardOutput.write(
        JSONLine.text(
          of: CheckpointLine(
            branch: finding.branch.name, epoch: record.epoch, step: record.step,
            same: finding.isSame, weightsSha256: finding.weightsSHA256,
            recordedSha256: record.weightsSHA256)))
    }
    clearProgress()
    try StandardOutput.writeLine(
      "\(finding.branch.name)  epoch \(record.epoch)  batch \(record.step)  "
        + "\(finding.weightsSHA256.prefix(12))  \(finding.isSame ? "the same" : "DIFFERENT")")
  }

  func progress(done: Int, of total: Int) throws {
    guard !json, StandardOutput.isTerminal, done.isMultiple(of: 10) || done == total else { return }
    try StandardOutput.write(
      "\r\(progressBar(Double(done) / Double(max(1, total)), width: 30)) \(done)/\(total)")
  }

  func show(_ outcome: Replay.Outcome) throws {
    if json {
      return try StandardOutput.write(
        JSONLine.text(
          of: EndLine(
            batches: outcome.batches, differentBatches: outcome.differentBatches,
            checkpoints: outcome.checkpoints, differentCheckpoints: outcome.differentCheckpoints,
            same: outcome.isSame)))
    }
    clearProgress()
    guard outcome.isSame else { return }
    try StandardOutput.writeLine(
      "\(outcome.batches) batches and the weights at \(outcome.checkpoints) checkpoints came out the "
        + "same")
  }

  private func clearProgress() {
    if StandardOutput.isTerminal { try? StandardOutput.write("\r\u{1B}[K") }
  }
}
