internal import Session

extension TrainingSnapshot {
  var hasBranches: Bool { !otherLines.isEmpty }

  func line(ofBranch number: Int) -> BranchLine? {
    number == line.branch.number ? line : otherLines.first { $0.branch.number == number }
  }
}
