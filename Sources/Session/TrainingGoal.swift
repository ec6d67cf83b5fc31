/// Until when to train, before pausing.
package enum TrainingGoal: Sendable, Hashable, Codable {
  /// What one batch measures.
  package enum Measure: String, Sendable, Hashable, Codable, CaseIterable {
    case discriminatorLoss = "d_loss"
    case generatorLoss = "g_loss"
    case realAccuracy = "real_accuracy"
    case fakeAccuracy = "fake_accuracy"
  }

  /// The end of an epoch, counted from 1.
  case epoch(Int)
  /// A batch after which a measure is below or above a bound.
  case below(Measure, Double)
  case above(Measure, Double)
  /// A reading of the training's own samples whose Fréchet distance is below a bound.
  case distanceBelow(Double)
}

extension TrainingGoal {
  /// Whether a batch reaches it.
  package func isReached(by metrics: BatchMetrics, endsEpoch: Bool) -> Bool {
    switch self {
    case .epoch(let epoch): metrics.epoch > epoch || metrics.epoch == epoch && endsEpoch
    case .below(let measure, let bound): Double(metrics[measure]) < bound
    case .above(let measure, let bound): Double(metrics[measure]) > bound
    case .distanceBelow: false
    }
  }

  /// Whether a reading of samples reaches it.
  package func isReached(by reading: QualityReading) -> Bool {
    guard case .distanceBelow(let bound) = self else { return false }
    return reading.source == .training && reading.distance < bound
  }
}

extension TrainingGoal {
  /// What the judge's distance is called where a goal is typed.
  package static let distance = "distance"

  /// The goal as it is typed: `epoch 20`, `d_loss < 0.3`.
  package var text: String {
    switch self {
    case .epoch(let epoch): "epoch \(epoch)"
    case .below(let measure, let bound): "\(measure.rawValue) < \(bound)"
    case .above(let measure, let bound): "\(measure.rawValue) > \(bound)"
    case .distanceBelow(let bound): "\(Self.distance) < \(bound)"
    }
  }

  /// Why a run of so many epochs that has come to a batch can never reach it, in one line, or nil where
  /// it might.
  package func objection(epochs: Int, last: BatchMetrics?, endsEpoch: Bool) -> String? {
    guard case .epoch(let epoch) = self else { return nil }
    if epoch > epochs { return "the run has \(epochs) epoch\(epochs == 1 ? "" : "s")" }
    guard let last, isReached(by: last, endsEpoch: endsEpoch) else { return nil }
    return "epoch \(epoch) is over"
  }
}

extension TrainingGoal {
  /// Whether a training might reach it: epochs are counted from 1, and bounds are finite numbers.
  package var isSensible: Bool {
    switch self {
    case .epoch(let epoch): epoch >= 1
    case .below(_, let bound), .above(_, let bound), .distanceBelow(let bound): bound.isFinite
    }
  }
}

extension BatchMetrics {
  package subscript(measure: TrainingGoal.Measure) -> Float {
    switch measure {
    case .discriminatorLoss: discriminatorLoss
    case .generatorLoss: generatorLoss
    case .realAccuracy: realAccuracy
    case .fakeAccuracy: fakeAccuracy
    }
  }
}
