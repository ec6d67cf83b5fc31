import Session

/// Training that one branch has done itself.
struct BranchStretch {
  let branch: RunBranch
  let metrics: [BatchMetrics]
  let events: [TrainingEvent]
}

extension BranchLine {
  /// The line cut where branches left one another, from the run's beginning on.
  ///
  /// - Parameter branches: those of the run; one that is missing ends the way back.
  func stretches(among branches: [RunBranch]) -> [BranchStretch] {
    var stretches: [BranchStretch] = []
    var end = Int.max
    for branch in ancestry(among: branches) {
      let start = branch.origin?.step ?? .min
      // A branch that was left before it began has no part in the line.
      if start < end {
        let isTip = end == .max
        stretches.append(
          BranchStretch(
            branch: branch, metrics: metrics.filter { start < $0.step && $0.step <= end },
            // What was done to the knobs at the last common batch is the younger branch's.
            events: events.filter { start <= $0.step && ($0.step < end || isTip) }))
      }
      end = min(end, start)
    }
    return stretches.reversed()
  }

  /// The branch, the one that it left, and so on back to the first.
  private func ancestry(among branches: [RunBranch]) -> [RunBranch] {
    var ancestry = [branch]
    while let youngest = ancestry.last, let origin = youngest.origin,
      // A branch is younger than the one it left; anything else would go round in circles.
      let parent = branches.first(where: { $0.number == origin.branch }),
      parent.number < youngest.number
    {
      ancestry.append(parent)
    }
    return ancestry
  }
}

extension [BranchLine] {
  /// What the lines hold, under the branches that have trained it, each batch once.
  func stretches(among branches: [RunBranch]) -> [(line: BranchLine, stretch: BranchStretch)] {
    var seen: Set<Int> = []
    // Those that were left come first, with all that they did after they were left.
    return sorted { $0.branch.number < $1.branch.number }.flatMap { line in
      line.stretches(among: branches).filter { seen.insert($0.branch.number).inserted }
        .map { (line, $0) }
    }
  }
}
