/// The network that judges the samples of a run, and what it finds in the real images.
package struct JudgeDescription: Sendable, Hashable, Codable {
  /// How it came to its features.
  package enum Training: Sendable, Hashable, Codable {
    /// It learned to tell the classes of the data set apart; the share of held-out images that it gets right,
    /// 0 to 1.
    case classifier(accuracy: Double)
    /// Nothing was learned, as the images have no labels, one class alone, or too few of each: its
    /// convolutions are random, and the same for all images of one size.
    case random
  }

  /// The real images beside which generated ones are read.
  package struct Reference: Sendable, Hashable, Codable {
    /// How many there are.
    package var count: Int
    /// The trace of their features' covariance.
    package var trace: Double
    /// The share of each class; empty where there are none.
    package var classShares: [Double]
    /// What real images themselves get: see `QualityReading`.
    package var classifierScore: Double?
    package var precision: Double
    package var recall: Double
    package var coverage: Double
    package var pixelDeviation: Double
    package var pairwiseDistance: Double
    package var saturatedPixels: Double

    package init(
      count: Int, trace: Double, classShares: [Double], classifierScore: Double?,
      precision: Double, recall: Double, coverage: Double, pixelDeviation: Double,
      pairwiseDistance: Double, saturatedPixels: Double = 0
    ) {
      self.count = count
      self.trace = trace
      self.classShares = classShares
      self.classifierScore = classifierScore
      self.precision = precision
      self.recall = recall
      self.coverage = coverage
      self.pixelDeviation = pixelDeviation
      self.pairwiseDistance = pairwiseDistance
      self.saturatedPixels = saturatedPixels
    }
  }

  /// The SHA-256 of its network, its data set and the way it was trained: readings compare where it is
  /// the same.
  package var fingerprint: String
  /// The data set on which it was trained, for example `mnist`.
  package var dataset: String
  package var training: Training
  /// The names of the classes; empty where it knows none.
  package var classNames: [String]
  package var reference: Reference

  package init(
    fingerprint: String, dataset: String, training: Training, classNames: [String],
    reference: Reference
  ) {
    self.fingerprint = fingerprint
    self.dataset = dataset
    self.training = training
    self.classNames = classNames
    self.reference = reference
  }
}

/// Whether the samples of a run are judged by now.
package enum JudgeStanding: Sendable, Hashable, Codable {
  /// Why a run is to have no judge.
  package enum Objection: String, Sendable, Hashable, Codable {
    /// A person wants none.
    case unwanted
    /// The generator does not learn, so there is nothing to be judged.
    case frozenGenerator
  }

  /// Nobody has asked for a judge yet: the first reading does.
  case absent
  /// The run is to have none.
  case excluded(Objection)
  /// It learns in the background: so much of that is done, 0 to 1. At 0 it may yet be found among those
  /// that are kept.
  case preparing(Double)
  /// It knows enough, and reads the real images beside which it will judge.
  case readingRealImages
  case ready(JudgeDescription)
  /// There is none; the text says why, in one line.
  case failed(String)

  package var description: JudgeDescription? {
    if case .ready(let judge) = self { judge } else { nil }
  }

  /// Whether there will never be one.
  package var isExcluded: Bool {
    if case .excluded = self { true } else { false }
  }

  /// Whether it is being made, so that what is to be judged waits for it.
  package var isUnderWay: Bool {
    switch self {
    case .preparing, .readingRealImages: true
    case .absent, .excluded, .ready, .failed: false
    }
  }
}
