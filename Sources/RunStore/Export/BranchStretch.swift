import Session

/// Training that one branch has done itself.
struct BranchStretch {
  let branch: RunBranch
  let metrics: [BatchMetrics]
  let events: [TrainingEvent]
  let quality: [QualityReading]

  /// How many batches, readings and events there are.
  var count: Int { metrics.count + quality.count + events.count }
}

extension BranchLine {
  /// The line cut where branches left one another, from the run's beginning on.
  ///
  /// - Parameter branches: all of the run.
  func stretches(among branches: [RunBranch]) throws(RunStoreError) -> [BranchStretch] {
    try RunAncestry(branches).tree.parts(ofLine: branch.number).compactMap { part in
      let branch = part.branch
      let start = branch.origin?.step ?? .min
      let end = part.lastStep
      // A branch that was left before it began has no part in the line.
      guard start < end else { return nil }
      return BranchStretch(
        branch: branch, metrics: metrics.filter { start < $0.step && $0.step <= end },
        // What was done to the knobs after the last common batch is the younger branch's.
        events: events.filter { start <= $0.step && ($0.step < end || end == .max) },
        quality: quality.filter { start < $0.step && $0.step <= end })
    }
  }
}

extension [BranchLine] {
  /// What the lines hold, under the branches that have trained it, each batch once.
  func stretches(
    among branches: [RunBranch]
  ) throws(RunStoreError) -> [(line: BranchLine, stretch: BranchStretch)] {
    var seen: Set<Int> = []
    var stretches: [(line: BranchLine, stretch: BranchStretch)] = []
    // Those that were left come first, with all that they did after they were left.
    for line in sorted(by: { $0.branch.number < $1.branch.number }) {
      for stretch in try line.stretches(among: branches)
      where seen.insert(stretch.branch.number).inserted {
        stretches.append((line, stretch))
      }
    }
    return stretches
  }
}
