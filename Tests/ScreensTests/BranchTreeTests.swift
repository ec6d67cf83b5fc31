import Session
import Testing

@testable import Screens

struct BranchTreeTests {
  /// 1 ── 300 ── 1000
  /// └ 2 leaves 1 at 300 ── 600 ── 900
  /// └ 3 leaves 2 at 600; 4 leaves 1 at 500; 5 leaves 2 at 100, which is 1's part.
  private let tree = BranchTree([
    .main, Self.branch(2, leaving: 1, at: 300), Self.branch(3, leaving: 2, at: 600),
    Self.branch(4, leaving: 1, at: 500), Self.branch(5, leaving: 2, at: 100),
  ])

  private static func branch(_ number: Int, leaving parent: Int, at step: Int) -> RunBranch {
    RunBranch(
      number: number, name: "\(number)", origin: .init(branch: parent, epoch: 1, step: step))
  }

  @Test(arguments: [
    (1, [[1, Int.max]]), (2, [[1, 300], [2, .max]]), (3, [[1, 300], [2, 600], [3, .max]]),
    (5, [[1, 100], [2, 100], [5, .max]]), (9, []),
  ])
  func `a line is made of stretches of the branches it came from`(line: Int, parts: [[Int]]) {
    #expect(tree.parts(ofLine: line).map { [$0.branch.number, $0.lastStep] } == parts)
  }

  @Test(arguments: [
    (3, 0, 1), (3, 300, 1), (3, 301, 2), (3, 600, 2), (3, 601, 3), (1, 999, 1), (5, 100, 1),
    (5, 101, 5),
  ])
  func `a batch belongs to the branch that trained it`(line: Int, step: Int, trainer: Int) {
    #expect(tree.trainer(ofStep: step, onLine: line)?.number == trainer)
  }

  @Test(arguments: [(1, 3, 300), (2, 3, 600), (4, 3, 500), (3, 1, 600), (2, 1, 300), (5, 3, 100)])
  func `beside a line every other branch is drawn from where it is not drawn already`(
    branch: Int, line: Int, step: Int
  ) throws {
    let branch = try #require(tree.parts(ofLine: branch).last?.branch)
    #expect(tree.lastStep(of: branch, drawnWithLine: line) == step)
  }

  @Test func `branches that claim to come from each other are no trouble`() {
    let odd = BranchTree([
      Self.branch(1, leaving: 2, at: 5), Self.branch(2, leaving: 1, at: 7),
      Self.branch(3, leaving: 3, at: 1), Self.branch(4, leaving: 99, at: 1),
    ])
    #expect(odd.parts(ofLine: 1).map(\.branch.number) == [1])
    #expect(odd.parts(ofLine: 2).map(\.branch.number) == [1, 2])
    #expect(odd.parts(ofLine: 3).map(\.branch.number) == [3])
    #expect(odd.parts(ofLine: 4).map(\.branch.number) == [4])
  }
}
