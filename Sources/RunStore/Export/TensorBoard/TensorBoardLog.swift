package import Foundation
package import Session

/// The series and sample grids of a run's branches as TensorBoard reads them: a folder a branch, with
/// one event file.
package struct TensorBoardLog {
  private let folder: String
  private let knobs: Knobs
  private let startedAt: Date

  /// - Parameters:
  ///   - folder: what `tensorboard --logdir` is given; made where it is missing.
  ///   - knobs: with which the run began.
  ///   - startedAt: the time that is given for everything, for a run keeps none of its batches'.
  package init(folder: String, knobs: Knobs, startedAt: Date) {
    self.folder = folder
    self.knobs = knobs
    self.startedAt = startedAt
  }

  /// Writes a branch from the run's beginning to its tip; its file takes the place of an earlier one
  /// of the same run.
  package func write(_ line: BranchLine) throws(RunStoreError) {
    let place = folder + "/" + Self.folderName(of: line.branch)
    try Folder.make(place, permissions: 0o777)
    let seconds = startedAt.timeIntervalSince1970
    let stamp = String(format: "%010.0f", seconds)
    let path = "\(place)/events.out.tfevents.\(stamp).ganscope"
    try AtomicFile.write(to: path, permissions: 0o666) { file throws(RunStoreError) in
      try file.append(EventRecord(version: "brain.Event:2", at: seconds).bytes)
      for batch in line.metrics {
        let values = Self.scalars(of: batch)
        try file.append(EventRecord(values, step: batch.step, at: seconds).bytes)
      }
      for reading in line.quality {
        let values = Self.scalars(of: reading)
        try file.append(EventRecord(values, step: reading.step, at: seconds).bytes)
      }
      for (step, values) in Self.knobValues(on: line, from: knobs) {
        try file.append(EventRecord(values, step: step, at: seconds).bytes)
      }
      for grid in line.samples where grid.endsEpoch {
        let (png, format) = try PNGImage.sheet(of: grid, for: path)
        let value = SummaryValue.image("samples", png: png, format: format)
        try file.append(EventRecord([value], step: grid.step, at: seconds).bytes)
      }
    }
  }

  private static func scalars(of batch: BatchMetrics) -> [SummaryValue] {
    [
      .scalar("loss/discriminator", batch.discriminatorLoss),
      .scalar("loss/generator", batch.generatorLoss),
      .scalar("accuracy/real", batch.realAccuracy),
      .scalar("accuracy/fake", batch.fakeAccuracy),
    ] + (batch.signals.map(scalars(of:)) ?? [])
  }

  /// A branch's name, without what would lead to another folder.
  private static func folderName(of branch: RunBranch) -> String {
    let name = branch.name.replacing("/", with: "-").replacing("\0", with: "-")
    return name.isEmpty || name.hasPrefix(".") ? "_" + name : name
  }
}
