import Session
import Testing

@testable import RunStore

struct CSVSeriesTests {
  private let folder: TemporaryFolder
  private let path: String
  private let header =
    "branch,step,epoch,batch,discriminator_loss,generator_loss,real_accuracy,fake_accuracy,"
    + "real_score,fake_score,logit_gap,discriminator_gradient,generator_gradient\n"

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("series.csv")
  }

  private func written(_ lines: [BranchLine]) throws -> String {
    try CSVSeries.write(lines, among: BranchedRun.branches, to: path)
    return String(decoding: try bytes(of: path), as: UTF8.self)
  }

  @Test func `a line a batch has every column`() throws {
    #expect(
      try written([BranchedRun.main]) == header + """
        main,1,1,1,0.125,1.0,0.75,1.0,,,,,
        main,2,1,2,0.25,2.0,0.75,1.0,,,,,
        main,3,2,1,0.375,3.0,0.75,1.0,,,,,
        main,4,2,2,0.5,4.0,0.75,1.0,,,,,

        """)
    #expect(folder.names == ["series.csv"])
  }

  @Test func `a branch begins with the run, each batch under the branch that trained it`() throws {
    #expect(
      try written([BranchedRun.slower]) == header + """
        main,1,1,1,0.125,1.0,0.75,1.0,,,,,
        main,2,1,2,0.25,2.0,0.75,1.0,,,,,
        main,3,2,1,0.375,3.0,0.75,1.0,,,,,
        "slower, ""D""\",4,2,2,10.5,14.0,0.75,1.0,,,,,

        """)
  }

  @Test func `a branch that left before its parent began has nothing of the parent`() throws {
    #expect(
      try written([BranchedRun.third]) == header + """
        main,1,1,1,0.125,1.0,0.75,1.0,,,,,
        main,2,1,2,0.25,2.0,0.75,1.0,,,,,
        third,3,2,1,20.375,23.0,0.75,1.0,,,,,

        """)
  }

  @Test func `of all branches each batch stands there once`() throws {
    #expect(
      try written(BranchedRun.lines.reversed()) == header + """
        main,1,1,1,0.125,1.0,0.75,1.0,,,,,
        main,2,1,2,0.25,2.0,0.75,1.0,,,,,
        main,3,2,1,0.375,3.0,0.75,1.0,,,,,
        main,4,2,2,0.5,4.0,0.75,1.0,,,,,
        "slower, ""D""\",4,2,2,10.5,14.0,0.75,1.0,,,,,
        third,3,2,1,20.375,23.0,0.75,1.0,,,,,

        """)
  }

  @Test func `losses that are no numbers say so`() throws {
    let metrics = BatchMetrics(
      epoch: 1, batch: 1, step: 1, discriminatorLoss: .nan, generatorLoss: -.infinity,
      realAccuracy: 0, fakeAccuracy: 1)
    #expect(
      try written([BranchLine(metrics: MetricHistory([metrics]))])
        == header + "main,1,1,1,nan,-inf,0.0,1.0,,,,,\n")
  }

  @Test func `what shows how the game stands follows the accuracies`() throws {
    var metrics = BatchMetrics.example(step: 1)
    metrics.signals = .example
    #expect(
      try written([BranchLine(metrics: MetricHistory([metrics]))])
        == header + "main,1,1,1,0.1,1.0,0.75,1.0,0.75,0.25,2.5,0.5,0.125\n")
  }

  @Test(arguments: [2, 3, 7]) func `a branch that left itself or nobody is refused`(origin: Int) {
    let branches = [(2, origin), (3, 2)].map { number, origin in
      RunBranch(
        number: number, name: "odd", origin: RunBranch.Origin(branch: origin, epoch: 0, step: 0))
    }
    let line = BranchLine(branch: branches[0], metrics: MetricHistory([.example(step: 1)]))
    #expect(
      message { try CSVSeries.write([line], among: branches, to: path) }
        == "the branch 'odd' left a branch that does not exist")
    #expect(folder.names.isEmpty)
  }

  @Test func `a run longer than the buffer is whole`() throws {
    let metrics = (1...5_000).map { BatchMetrics.example(step: $0) }
    let text = try written([BranchLine(metrics: MetricHistory(metrics))])
    let steps = text.split(separator: "\n").dropFirst().map { $0.split(separator: ",")[1] }
    #expect(steps == (1...5_000).map { Substring(String($0)) })
  }
}
