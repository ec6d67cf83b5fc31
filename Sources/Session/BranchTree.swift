/// How the branches of a run hang together.
package struct BranchTree: Sendable, Equatable {
  private let branches: [Int: RunBranch]

  package init(_ branches: some Sequence<RunBranch>) {
    self.branches = Dictionary(
      branches.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// A stretch of a line: the batches up to one that a branch has trained.
  package struct Part: Sendable, Equatable {
    package let branch: RunBranch
    /// The last of its batches that belongs to the line; `Int.max` for the line's own branch.
    package let lastStep: Int
  }

  /// The stretches of the line of a branch, from the run's beginning on.
  package func parts(ofLine number: Int) -> [Part] {
    var parts: [Part] = []
    var next = branches[number]
    var lastStep = Int.max
    while let branch = next {
      parts.append(Part(branch: branch, lastStep: lastStep))
      guard let origin = branch.origin, origin.branch < branch.number else { break }
      lastStep = min(lastStep, origin.step)
      next = branches[origin.branch]
    }
    return parts.reversed()
  }

  /// The branch that trained a batch of a line; the one with which the line begins for batch 0.
  package func trainer(ofStep step: Int, onLine number: Int) -> RunBranch? {
    parts(ofLine: number).first { step <= $0.lastStep }?.branch
  }

  /// The last batch that the own part of a branch has in common with the line of another one; 0 where
  /// it has none.
  package func lastStep(of number: Int, sharedWithLine other: Int) -> Int {
    parts(ofLine: other).first { $0.branch.number == number }?.lastStep ?? 0
  }

  /// The last batch that the lines of two branches have in common; 0 where they have none.
  package func lastStep(sharedByLines first: Int, _ second: Int) -> Int {
    parts(ofLine: first).reduce(0) { shared, part in
      max(shared, min(part.lastStep, lastStep(of: part.branch.number, sharedWithLine: second)))
    }
  }

  /// The batch after which a branch is drawn beside the line of another one, so that every batch of
  /// the run is drawn once.
  package func lastStep(of branch: RunBranch, drawnWithLine other: Int) -> Int {
    max(branch.origin?.step ?? 0, lastStep(of: branch.number, sharedWithLine: other))
  }

  /// Whether a batch that was trained on a branch is on the line of another one.
  package func line(of number: Int, hasStep step: Int, trainedOn branch: Int) -> Bool {
    parts(ofLine: number).contains { $0.branch.number == branch && step <= $0.lastStep }
  }
}
