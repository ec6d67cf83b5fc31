/// A line of training within a run: the first one, or one that left another at some batch.
package struct RunBranch: Sendable, Hashable, Codable {
  /// Where a branch left another one.
  package struct Origin: Sendable, Hashable, Codable {
    /// The number of the branch that was left.
    package let branch: Int
    /// The epoch of the last batch that both have in common; 0 for none.
    package let epoch: Int
    /// The last batch within the run that both have in common; 0 for none.
    package let step: Int

    package init(branch: Int, epoch: Int, step: Int) {
      self.branch = branch
      self.epoch = epoch
      self.step = step
    }
  }

  /// Counted from 1 in the order in which branches were made; it never changes.
  package let number: Int
  /// Unique within the run.
  package let name: String
  /// Nil for the first branch, which begins with the run.
  package let origin: Origin?

  package init(number: Int, name: String, origin: Origin?) {
    self.number = number
    self.name = name
    self.origin = origin
  }

  /// The branch with which every run begins.
  package static let main = RunBranch(number: 1, name: "main", origin: nil)
}
