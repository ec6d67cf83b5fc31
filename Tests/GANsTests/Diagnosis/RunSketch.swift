import GANs
import Session

/// A run as a test sketches it: batches and readings, of which only what matters is said.
struct RunSketch {
  /// What a batch measures; the defaults are those of a healthy game.
  struct Batch {
    var discriminatorLoss: Float = 0.6
    var generatorLoss: Float = 1
    var realAccuracy: Float = 0.7
    var fakeAccuracy: Float = 0.7
    var realScore: Float = 0.6
    var fakeScore: Float = 0.4
    var logitGap: Float = 1
    var discriminatorGradient: Float = 0.5
    var generatorGradient: Float = 0.5
    var hasSignals = true

    func metrics(step: Int, batchesPerEpoch: Int) -> BatchMetrics {
      let signals = BatchMetrics.Signals(
        realScore: realScore, fakeScore: fakeScore, logitGap: logitGap,
        discriminatorGradient: discriminatorGradient, generatorGradient: generatorGradient)
      return BatchMetrics(
        epoch: (step - 1) / batchesPerEpoch + 1, batch: (step - 1) % batchesPerEpoch + 1,
        step: step,
        discriminatorLoss: discriminatorLoss, generatorLoss: generatorLoss,
        realAccuracy: realAccuracy, fakeAccuracy: fakeAccuracy,
        signals: hasSignals ? signals : nil)
    }
  }

  /// What a judge reads; the defaults are those of a generator that is nearly as good as real images.
  struct Reading {
    var source = QualityReading.Source.training
    var distance = 40.0
    /// How many images of each of ten classes.
    var classes = [Int](repeating: 100, count: 10)
    var score: Double? = 8
    var recall: Double? = 0.7
    var coverage: Double? = 0.6
    var pixelDeviation = 0.18
    var pairwise = 9.0
    var saturated = 0.8
    var checkerboard = 1.0
    var nearCopies: Double?
    var heldOutGap: Double?

    func reading(epoch: Int, step: Int) -> QualityReading {
      QualityReading(
        epoch: epoch, step: step, source: source, count: classes.reduce(0, +),
        distance: distance, floor: 4, distanceShare: distance / 1000, classCounts: classes,
        classifierScore: score, precision: 0.8, recall: recall, coverage: coverage,
        pixelDeviation: pixelDeviation, pairwiseDistance: pairwise, nearCopies: nearCopies,
        saturatedPixels: saturated, checkerboard: checkerboard, heldOutGap: heldOutGap)
    }
  }

  /// An alarm that was raised or ended, with its batch.
  struct Entry: Equatable {
    var step: Int
    var change: DiagnosisChange
  }

  private(set) var diagnosis: Diagnosis
  private(set) var line = BranchLine()
  private(set) var entries: [Entry] = []
  private let batchesPerEpoch = 500

  init(
    facts: DiagnosisFacts = DiagnosisFacts(batchesPerEpoch: 500),
    judge: JudgeDescription? = .digits,
    knobs: Knobs? = .plain
  ) {
    diagnosis = Diagnosis(
      facts, in: DiagnosisSituation(knobs: knobs, branch: 3, judge: judge))
  }

  var step: Int { line.step }

  /// Trains some batches that are all alike.
  mutating func train(_ count: Int, _ batch: Batch = Batch()) {
    for _ in 0..<count {
      let metrics = batch.metrics(step: step + 1, batchesPerEpoch: batchesPerEpoch)
      line.metrics.append(metrics)
      note(diagnosis.follow(metrics))
    }
  }

  /// Reads the last batch.
  mutating func read(_ reading: Reading = Reading()) {
    let reading = reading.reading(epoch: line.metrics.last?.epoch ?? 0, step: step)
    line.quality.append(reading)
    note(diagnosis.follow(reading))
  }

  /// Trains and reads by turns, every hundred batches.
  mutating func go(_ readings: Int, _ batch: Batch = Batch(), reading: Reading = Reading()) {
    for _ in 0..<readings {
      train(100, batch)
      read(reading)
    }
  }

  private mutating func note(_ changes: [DiagnosisChange]) {
    entries += changes.map { Entry(step: step, change: $0) }
  }

  /// The kinds of all alarms that were raised, in order.
  var raised: [Alarm.Kind] { alarms.map(\.kind) }

  var alarms: [Alarm] {
    entries.compactMap { if case .raised(let alarm) = $0.change { alarm } else { nil } }
  }

  var ended: [Alarm.Kind] {
    entries.compactMap { if case .ended(let kind) = $0.change { kind } else { nil } }
  }
}

extension JudgeDescription {
  /// That of ten classes of digits.
  static let digits = JudgeDescription.of(classes: 10)

  static func of(classes: Int, present: Int? = nil) -> JudgeDescription {
    let present = present ?? classes
    let shares = (0..<classes).map { $0 < present ? 1 / Double(present) : 0 }
    return JudgeDescription(
      fingerprint: "f", dataset: "digits", training: .classifier(accuracy: 0.99),
      classNames: (0..<classes).map { "\($0)" },
      reference: Reference(
        count: 1000, trace: 1000, classShares: shares,
        classifierScore: present > 1 ? 0.95 * Double(present) : 1, precision: 0.9, recall: 0.9,
        coverage: 0.9, pixelDeviation: 0.2, pairwiseDistance: 10, saturatedPixels: 0.8))
  }

  /// That of images without labels.
  static let frogs: JudgeDescription = {
    var judge = JudgeDescription.of(classes: 0)
    judge.training = .random
    judge.reference.classifierScore = nil
    return judge
  }()
}

extension Knobs {
  /// Equal rates, and the tricks that any run can switch on.
  static let plain = Knobs(
    generatorRate: 1e-3, discriminatorRate: 1e-3, dropout: 0,
    tricks: ["r1", "instance_noise", "translation"].map {
      TrickKnob(name: $0, title: $0, value: 0, range: 0...10, notch: .step(0.05))
    })
}
