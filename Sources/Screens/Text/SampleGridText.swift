internal import Session

extension SampleGrid {
  /// The moment at which the grid was made, in words that fit a width if any do.
  ///
  /// - Parameter hasAverage: whether the run keeps an average of the generator's weights, so that it
  ///   must be said which of both made the images.
  func moment(within width: Int, live: Bool, hasAverage: Bool) -> String {
    let names: [String] =
      if step == 0 {
        ["before training", "untrained", "start"]
      } else if endsEpoch {
        ["epoch \(epoch)", "ep \(epoch)", "\(epoch)"]
      } else {
        ["epoch \(epoch), batch \(step)", "ep \(epoch) b \(step)", "\(epoch):\(step)"]
      }
    let weights = hasAverage ? [showsAverage ? "average" : "raw"] : []
    let remarks = (live ? ["live"] : []) + weights
    let candidates =
      names.flatMap { name in
        [", ", " "].map { ([name] + remarks).joined(separator: $0) }
      } + names.map { ([$0] + weights).joined(separator: " ") }
    return candidates.first { $0.count <= width } ?? candidates.last ?? ""
  }
}
