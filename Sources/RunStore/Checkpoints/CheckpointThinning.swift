import Session

/// Chooses which checkpoints are thrown away so that the others stay within a number of bytes.
///
/// The first and the last one of each branch, marked ones and those at which branches begin are kept
/// whatever they take. Of the others the one goes first whose neighbours on its branch are nearest to
/// each other, so that what stays is spread evenly.
struct CheckpointThinning {
  /// How many bytes all files of a run may take.
  let budget: Int

  /// The checkpoints to throw away.
  ///
  /// - Parameter checkpoints: those that have files.
  func excess(of checkpoints: [CheckpointRecord], branches: [RunBranch]) -> [CheckpointRecord] {
    var total = checkpoints.reduce(0) { $0 + $1.byteCount }
    guard total > budget else { return [] }
    let forks = Set(branches.compactMap(\.origin))
    var lines = Dictionary(grouping: checkpoints, by: \.branch)
      .mapValues { $0.sorted { ($0.step, $0.id) < ($1.step, $1.id) } }
    var excess: [CheckpointRecord] = []
    while total > budget, let next = leastMissed(of: lines, forks) {
      total -= next.byteCount
      excess.append(next)
      lines[next.branch]?.removeAll { $0.id == next.id }
    }
    return excess
  }

  /// The checkpoint that leaves the smallest gap.
  private func leastMissed(
    of lines: [Int: [CheckpointRecord]], _ forks: Set<RunBranch.Origin>
  ) -> CheckpointRecord? {
    lines.values
      .flatMap { line in
        line.indices.dropFirst().dropLast().compactMap { index in
          isLasting(line[index], forks)
            ? nil : (gap: line[index + 1].step - line[index - 1].step, checkpoint: line[index])
        }
      }
      .min { ($0.gap, $0.checkpoint.id) < ($1.gap, $1.checkpoint.id) }?
      .checkpoint
  }

  private func isLasting(
    _ checkpoint: CheckpointRecord, _ forks: Set<RunBranch.Origin>
  ) -> Bool {
    switch checkpoint.reason {
    case .start, .mark, .branch: true
    case .epoch, .end:
      forks.contains { $0.branch == checkpoint.branch && $0.step == checkpoint.step }
    }
  }
}
