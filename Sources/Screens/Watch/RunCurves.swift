internal import Session

/// The curves of every branch of a run, kept up to date at the cost of the new batches only.
struct RunCurves: Sendable, Equatable {
  private var byBranch: [Int: LearningCurves] = [:]

  mutating func follow(_ lines: [BranchLine]) {
    var followed: [Int: LearningCurves] = [:]
    for line in lines {
      var curves = byBranch.removeValue(forKey: line.branch.number) ?? LearningCurves()
      curves.follow(line.metrics)
      followed[line.branch.number] = curves
    }
    byBranch = followed
  }

  /// The curves of a branch, from the beginning of the run.
  subscript(branch: Int) -> LearningCurves { byBranch[branch] ?? LearningCurves() }

  /// The number of batches that a value stands for where all curves are drawn on one chart.
  var span: Int { byBranch.values.map(\.generatorLoss.span).max() ?? 1 }
}
