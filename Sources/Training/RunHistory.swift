package import Session

/// What is known of a run that another process has trained before.
package struct RunHistory: Sendable {
  /// All branches.
  package var lines: [BranchLine]
  /// The number of the branch on which to go on.
  package var branch: Int
  /// What has happened to the run since, such as that it goes on here.
  package var news: [TrainingEvent.Kind]

  package init(lines: [BranchLine], branch: Int, news: [TrainingEvent.Kind]) {
    self.lines = lines
    self.branch = branch
    self.news = news
  }

  /// That of the branch on which to go on.
  package var line: BranchLine? { lines.first { $0.branch.number == branch } }
}
