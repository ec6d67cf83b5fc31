internal import Session

extension SampleGrid {
  /// The moment at which the grid was made, in words that fit a width if any do.
  func moment(within width: Int, live: Bool) -> String {
    let names: [String] =
      if step == 0 {
        ["before training", "untrained", "start"]
      } else if endsEpoch {
        ["epoch \(epoch)", "ep \(epoch)", "\(epoch)"]
      } else {
        ["epoch \(epoch), batch \(step)", "ep \(epoch) b \(step)", "\(epoch):\(step)"]
      }
    let candidates = names.flatMap { live ? ["\($0), live", "\($0) live"] : [$0] }
    return candidates.first { $0.count <= width } ?? candidates.last ?? ""
  }
}
