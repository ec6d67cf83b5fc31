import RunStore
import Session

extension ExportCommand {
  /// - Returns: what was written, in words.
  func writePicture(_ reader: RunReader) throws -> String {
    let grid = try grid(of: reader.line(named: branch))
    try PNGImage.write(grid, to: output)
    return counted(grid.count, "image", "images")
  }

  /// - Returns: what was written, in words.
  func writeAnimation(_ reader: RunReader) throws -> String {
    let grids = epochEnds(of: try reader.line(named: branch))
    let frames = grids.filter { $0.epoch.isMultiple(of: every ?? 1) || $0 == grids.last }
    guard !frames.isEmpty else {
      throw ShellError("\(name): no samples of the end of an epoch were kept yet", .noInput)
    }
    try GIFAnimation(delay: delay ?? 200).write(frames, to: output)
    return counted(frames.count, "frame", "frames")
  }

  private func epochEnds(of line: BranchLine) -> [SampleGrid] {
    line.samples.filter(\.endsEpoch)
  }

  private func grid(of line: BranchLine) throws -> SampleGrid {
    let grids = epochEnds(of: line)
    if let grid = grids.last(where: { epoch == nil || $0.epoch == epoch }) { return grid }
    let kept = EpochList(grids.map(\.epoch)).description
    throw ShellError(
      "\(name): branch \(line.branch.name) has no samples of the end of "
        + "\(epoch.map { "epoch \($0)" } ?? "an epoch"); there are \(kept)", .noInput)
  }
}
