import GANs
import RunStore
import Session
import Tensors
import Training

/// A trainer that needs microseconds: its losses say which batch it is and which knobs were set.
struct CountingTrainer: Trainer {
  var run: RunDescription
  var knobs = Knobs(generatorRate: 0.001, discriminatorRate: 0.002, dropout: 0.3)
  var step = 0
  /// From this batch on its discriminator loss is not a number.
  var divergesAt = Int.max
  /// From this batch on a weight is none.
  var breaksAt = Int.max
  /// From this batch on a gradient is none, where no weight is.
  var gradientBreaksAt = Int.max

  /// After each of so many batches a reading falls due; nil for never.
  var readingInterval: Int?
  /// From this batch on there is a judge to take it.
  var judgeComesAt = 0
  /// Whether it is to have no judge at all.
  var isUnjudged = false
  private var due: [Int] = []
  /// What its batches are diagnosed by; nil for no diagnosis.
  var diagnosisFacts: DiagnosisFacts?

  init(epochs: Int = 2, batchesPerEpoch: Int = 4) {
    run = RunDescription(
      run: "test", recipe: "counting", dataset: "none", imageCount: batchesPerEpoch * 10,
      format: ImageFormat(width: 2, height: 2, channels: 1), epochs: epochs, batchSize: 10,
      batchesPerEpoch: batchesPerEpoch, seed: 1, threads: 1, kernels: "none",
      generatorParameters: 1, discriminatorParameters: 1, knobs: knobs)
  }

  mutating func setLearningRate(_ rate: Double, of role: NetworkRole) {
    switch role {
    case .generator: knobs.generatorRate = rate
    case .discriminator: knobs.discriminatorRate = rate
    }
  }

  mutating func setDropout(_ rate: Double) { knobs.dropout = rate }

  mutating func setTrick(_ name: String, to value: Double) { knobs[trick: name] = value }

  mutating func showAverage(_ shows: Bool) { knobs.showsAverage = shows }

  mutating func trainBatch() -> BatchMetrics {
    step += 1
    if let readingInterval, step.isMultiple(of: readingInterval) { due.append(step) }
    return BatchMetrics(
      epoch: (step - 1) / run.batchesPerEpoch + 1, batch: (step - 1) % run.batchesPerEpoch + 1,
      step: step, discriminatorLoss: step >= divergesAt ? .nan : Float(step),
      generatorLoss: Float(knobs.generatorRate), realAccuracy: 1, fakeAccuracy: 0,
      signals: signals)
  }

  private var signals: BatchMetrics.Signals? {
    guard step >= gradientBreaksAt else { return nil }
    return BatchMetrics.Signals(
      realScore: 0.5, fakeScore: 0.5, logitGap: 0, discriminatorGradient: .nan,
      generatorGradient: 1)
  }

  var brokenGradient: String? {
    step >= gradientBreaksAt ? "discriminator.4.kernel (dense)" : nil
  }

  func sampleGrid(endsEpoch: Bool) -> SampleGrid {
    SampleGrid(
      epoch: step == 0 ? 0 : (step - 1) / run.batchesPerEpoch + 1, step: step,
      endsEpoch: endsEpoch, showsAverage: knobs.showsAverage ?? false, format: run.format,
      pixels: [UInt8](repeating: UInt8(truncatingIfNeeded: step), count: 8))
  }

  /// A picture whose grey is the batch.
  func view(_ request: SampleViewRequest) -> SampleView {
    SampleView(
      request: request.nearest(layers: 3), epoch: sampleGrid(endsEpoch: false).epoch, step: step,
      format: run.format, pixels: [UInt8](repeating: UInt8(truncatingIfNeeded: step), count: 4),
      layerCount: 3)
  }

  /// A record whose only phase has the batch's loss.
  mutating func trainSlowly() -> (metrics: BatchMetrics, record: StepRecord) {
    let metrics = trainBatch()
    let phase = StepRecord.Phase(
      player: .generator, latent: [], fakes: StepRecord.Judged(), reals: StepRecord.Judged(),
      loss: metrics.generatorLoss, layers: [], rate: knobs.generatorRate)
    return (
      metrics,
      StepRecord(
        epoch: metrics.epoch, step: metrics.step, format: run.format, phases: [phase])
    )
  }

  var judge: JudgeStanding {
    if isUnjudged { return .excluded(.unwanted) }
    guard readingInterval != nil else { return .absent }
    return step >= judgeComesAt ? .ready(.ofCounts) : .preparing(0.5)
  }

  /// Readings whose distance is the batch, one at a time unless all are wanted.
  mutating func qualityReadings(besides known: [QualityReading], all: Bool) -> [QualityReading] {
    guard judge.description != nil else { return [] }
    due.removeAll { step in known.contains { $0.step == step } }
    let count = all ? due.count : min(1, due.count)
    defer { due.removeFirst(count) }
    return due.prefix(count).map { .ofCounts(step: $0) }
  }

  mutating func takeOverReadings(of other: any Trainer, through step: Int) {
    due = ((other as? CountingTrainer)?.due ?? []).filter { $0 <= step && !due.contains($0) } + due
  }

  func nonFiniteLayer() -> String? { step >= breaksAt ? "generator.0.kernel (dense)" : nil }

  var state: TrainingState {
    let weight = step >= breaksAt ? .nan : Float(step)
    return TrainingState(
      tensors: [NamedTensor(name: "step", tensor: Tensor([1], scalars: [weight]))],
      counters: ["steps": UInt64(step)])
  }

  struct Unfit: Error, CustomStringConvertible {
    let description = "not the state of this trainer"
  }

  mutating func restore(_ state: TrainingState, step: Int) throws {
    guard state.counters["steps"] == UInt64(step) else { throw Unfit() }
    self.step = step
    due = []
  }
}

extension JudgeDescription {
  static let ofCounts = JudgeDescription(
    fingerprint: "0123", dataset: "none", training: .random, classNames: [],
    reference: Reference(
      count: 40, trace: 1, classShares: [], classifierScore: nil, precision: 1, recall: 1,
      coverage: 1, pixelDeviation: 1, pairwiseDistance: 1, saturatedPixels: 0))
}

extension QualityReading {
  static func ofCounts(step: Int) -> QualityReading {
    QualityReading(
      epoch: 1, step: step, source: .training, count: 1000, distance: Double(step), floor: 1,
      distanceShare: 0.5, pixelDeviation: 1, pairwiseDistance: 1, saturatedPixels: 0,
      checkerboard: 1)
  }
}
