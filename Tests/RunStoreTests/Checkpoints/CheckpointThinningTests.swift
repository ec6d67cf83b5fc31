import Session
import Testing

@testable import RunStore

struct CheckpointThinningTests {
  private func record(
    _ step: Int, branch: Int = 1, _ reason: Checkpoint.Reason = .epoch, bytes: Int = 10
  ) -> CheckpointRecord {
    CheckpointRecord(
      id: branch * 1000 + step, branch: branch, epoch: step, step: step, reason: reason,
      file: "\(step)-\(branch)", byteCount: bytes, weightsSHA256: "")
  }

  /// The batches of the checkpoints that are kept.
  private func kept(
    _ checkpoints: [CheckpointRecord], budget: Int, branches: [RunBranch] = [.main]
  ) -> [Int] {
    let excess = CheckpointThinning(budget: budget).excess(of: checkpoints, branches: branches)
    return checkpoints.filter { !excess.contains($0) }.map(\.step)
  }

  @Test func `nothing goes while all fits`() {
    #expect(kept((0...5).map { record($0) }, budget: 60) == [0, 1, 2, 3, 4, 5])
  }

  @Test func `what stays is spread evenly between the first and the last one`() {
    #expect(kept((0...8).map { record($0) }, budget: 50) == [0, 2, 4, 6, 8])
    #expect(kept((0...8).map { record($0) }, budget: 30) == [0, 4, 8])
  }

  @Test func `grown one by one it stays within the budget and spread`() {
    var checkpoints: [CheckpointRecord] = []
    for step in 0...200 {
      checkpoints.append(record(step))
      let steps = Set(kept(checkpoints, budget: 100))
      checkpoints.removeAll { !steps.contains($0.step) }
    }
    let steps = checkpoints.map(\.step)
    let gaps = zip(steps, steps.dropFirst()).map { $1 - $0 }
    #expect(steps.count == 10)
    #expect(steps.first == 0 && steps.last == 200)
    #expect(gaps.max() ?? 0 <= 64)
  }

  @Test func `first, last, marked and branch points stay whatever they take`() {
    let branch = RunBranch(
      number: 2, name: "two", origin: RunBranch.Origin(branch: 1, epoch: 3, step: 3))
    let checkpoints = [
      record(0, .start), record(1), record(2, .mark), record(3), record(4), record(5),
      record(3, branch: 2, .branch), record(4, branch: 2), record(5, branch: 2),
    ]
    #expect(kept(checkpoints, budget: 0, branches: [.main, branch]) == [0, 2, 3, 5, 3, 5])
  }
}
