import Session
import Tensors

@testable import RunStore

extension RunRecord {
  static func example(run: String = "first", recipe: String = "pocket") -> RunRecord {
    RunRecord(
      description: RunDescription(
        run: run, recipe: recipe, dataset: "strokes", imageCount: 60_000,
        format: ImageFormat(width: 2, height: 2, channels: 1), epochs: 3, batchSize: 64,
        batchesPerEpoch: 937, seed: .max, threads: 2, kernels: "avx512",
        generatorParameters: 1_000, discriminatorParameters: 900,
        knobs: Knobs(generatorRate: 2e-4, discriminatorRate: 1e-4, dropout: nil)),
      recipeText: "name = \"pocket\" # é\n",
      settings: RunSettings(dataset: "strokes", limit: 100, checkpointBudget: 1 << 20),
      machine: "a processor", programVersion: "0.1")
  }
}

extension BatchMetrics {
  static func example(step: Int) -> BatchMetrics {
    BatchMetrics(
      epoch: 1, batch: step, step: step, discriminatorLoss: 0.1 * Float(step),
      generatorLoss: 1 / Float(step), realAccuracy: 0.75, fakeAccuracy: 1)
  }
}

extension BatchMetrics.Signals {
  static let example = BatchMetrics.Signals(
    realScore: 0.75, fakeScore: 0.25, logitGap: 2.5, discriminatorGradient: 0.5,
    generatorGradient: 0.125)
}

extension QualityReading {
  /// A reading with few measures, or one with all of them.
  static func example(
    step: Int, source: Source = .training, whole: Bool = false
  ) -> QualityReading {
    var reading = QualityReading(
      epoch: 1, step: step, source: source, count: 1000, distance: 100 / Double(step), floor: 3.5,
      distanceShare: 0.25, pixelDeviation: 0.125, pairwiseDistance: 8, saturatedPixels: 0.5,
      checkerboard: 1)
    guard whole else { return reading }
    reading.classCounts = [600, 400]
    (reading.classDivergence, reading.classifierScore) = (0.5, 1.5)
    (reading.precision, reading.recall, reading.coverage) = (0.75, 0.5, 0.25)
    (reading.kernelDistance, reading.nearCopies) = (-0.5, 0)
    (reading.calibrationError, reading.heldOutGap) = (0.0625, 2)
    return reading
  }
}

extension JudgeDescription {
  static let example = JudgeDescription(
    fingerprint: "0123", dataset: "mnist", training: .classifier(accuracy: 0.984),
    classNames: ["zero", "one"],
    reference: Reference(
      count: 2000, trace: 992, classShares: [0.5, 0.5], classifierScore: 9.5, precision: 0.9,
      recall: 0.9, coverage: 0.88, pixelDeviation: 0.191, pairwiseDistance: 10.2))
}

extension SampleGrid {
  static func example(step: Int) -> SampleGrid {
    SampleGrid(
      epoch: step, step: step, endsEpoch: step.isMultiple(of: 2),
      format: ImageFormat(width: 2, height: 2, channels: 1),
      pixels: (0..<12).map { UInt8(20 * $0 + step) })
  }
}

extension Checkpoint {
  static func example(
    step: Int, branch: Int = 1, reason: Reason = .epoch,
    tensors: [NamedTensor] = exampleWeights
  ) -> Checkpoint {
    Checkpoint(
      branch: branch, epoch: step, batch: 1, step: step, reason: reason,
      state: TrainingState(
        tensors: tensors, counters: ["random.latents": .max, "steps": UInt64(step)]))
  }
}

let exampleWeights = [
  NamedTensor(
    name: "generator.0.kernel", tensor: Tensor([2, 3], scalars: [1, -2, 3.5, 0, 0.5, -0.25])),
  NamedTensor(name: "discriminator.1.bias", tensor: Tensor([3], scalars: [7, 8, 9])),
]

extension RunReader {
  /// The metrics of the branch that was trained last.
  func metrics() throws -> MetricHistory { try line(named: nil).metrics }
  /// All events of the branch that was trained last, oldest first.
  func events() throws -> [TrainingEvent] { try line(named: nil).events }
  /// All sample grids of the branch that was trained last, oldest first.
  func sampleGrids() throws -> [SampleGrid] { try line(named: nil).samples }
}

/// A generator of the same numbers every time: SplitMix64 (Steele, Lea, Flood, 2014).
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }
}

extension SplitMix64 {
  /// One of some values.
  ///
  /// - Precondition: there are any.
  mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &self)]
  }
}

extension [UInt8] {
  /// The bytes with a few of them changed, taken out, repeated, or copied elsewhere.
  func mutated(using random: inout SplitMix64) -> [UInt8] {
    var bytes = self
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
      let index = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<9, using: &random) {
      case 0: bytes.removeSubrange(index...)
      case 8:
        // A piece of it in another place.
        let piece = bytes[
          index..<Swift.min(bytes.count, index + Int.random(in: 1...64, using: &random))]
        let place = Int.random(in: 0...bytes.count - piece.count, using: &random)
        bytes.replaceSubrange(place..<place + piece.count, with: piece)
      case 1: bytes.remove(at: index)
      case 2: bytes.insert(bytes[index], at: index)
      case 3: bytes[index] = "0123456789{}[],:\"\\".utf8.randomElement(using: &random) ?? 0
      case 4: bytes[index] = [0, 0x7f, 0x80, 0xff].randomElement(using: &random) ?? 0
      default: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      }
    }
    return bytes
  }
}
