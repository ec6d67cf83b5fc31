import Session

/// A run of two epochs of two batches, with a branch that left the first one in the second epoch, and
/// another that left that one at the end of the first.
enum BranchedRun {
  static let main = BranchLine(
    metrics: MetricHistory(metrics(1...4)),
    samples: [grid(0, epoch: 0), grid(2, epoch: 1), grid(4, epoch: 2)],
    events: [
      TrainingEvent(step: 0, kind: .started),
      TrainingEvent(step: 2, kind: .epochEnded(1)),
      TrainingEvent(step: 3, kind: .learningRate(.generator, from: 2e-4, to: 1e-3)),
      TrainingEvent(step: 4, kind: .epochEnded(2)),
      TrainingEvent(step: 4, kind: .finished),
    ])

  static let slower: BranchLine = {
    let branch = RunBranch(
      number: 2, name: "slower, \"D\"", origin: RunBranch.Origin(branch: 1, epoch: 2, step: 3))
    var line = main.left(by: branch)
    line.events += [
      TrainingEvent(step: 3, kind: .branched(from: "main")),
      TrainingEvent(step: 3, kind: .trick("label_noise", from: 0, to: 0.25)),
      TrainingEvent(step: 4, kind: .epochEnded(2)),
    ]
    line.metrics = MetricHistory(Array(line.metrics) + metrics(4...4, shift: 10))
    line.samples.append(grid(4, epoch: 2, shift: 7))
    return line
  }()

  static let third: BranchLine = {
    let branch = RunBranch(
      number: 3, name: "third", origin: RunBranch.Origin(branch: 2, epoch: 1, step: 2))
    var line = slower.left(by: branch)
    line.events.append(TrainingEvent(step: 2, kind: .branched(from: slower.branch.name)))
    line.metrics = MetricHistory(Array(line.metrics) + metrics(3...3, shift: 20))
    return line
  }()

  static let lines: [BranchLine] = [main, slower, third]
  static let branches = lines.map(\.branch)

  private static func metrics(_ steps: ClosedRange<Int>, shift: Float = 0) -> [BatchMetrics] {
    steps.map { step in
      BatchMetrics(
        epoch: (step + 1) / 2, batch: (step - 1) % 2 + 1, step: step,
        discriminatorLoss: Float(step) / 8 + shift, generatorLoss: Float(step) + shift,
        realAccuracy: 0.75, fakeAccuracy: 1)
    }
  }

  private static func grid(_ step: Int, epoch: Int, shift: UInt8 = 0) -> SampleGrid {
    SampleGrid(
      epoch: epoch, step: step, endsEpoch: true,
      format: ImageFormat(width: 2, height: 2, channels: 1),
      pixels: (0..<12).map { 20 * $0 + UInt8(step) + shift })
  }
}
