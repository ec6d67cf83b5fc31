package import Session

/// What is known of a run that another process has trained before.
package struct RunHistory: Sendable {
  /// All branches.
  package var lines: [BranchLine]
  /// The number of the branch on which to go on.
  package var branch: Int
  /// What has happened to the run since, such as that it goes on here.
  package var news: [TrainingEvent.Kind]
  /// Who has read the samples before; nil where nobody has.
  package var judge: JudgeDescription?

  package init(
    lines: [BranchLine], branch: Int, news: [TrainingEvent.Kind], judge: JudgeDescription? = nil
  ) {
    self.judge = judge
    self.lines = lines
    self.branch = branch
    self.news = news
  }

  /// That of the branch on which to go on.
  package var line: BranchLine? { lines.first { $0.branch.number == branch } }
}
