package import Session

/// The objects of a run that goes on (`train --json`) and of one that is exported as JSON lines.
///
/// What is nil is left out: the screenless training names no branch, and a run on disk does not have
/// its speed.
package enum RunLine {
  package struct Batch: Encodable, Sendable {
    private let event = "batch"
    private let branch: String?
    private let epoch, batch, step: Int
    private let discriminatorLoss, generatorLoss, realAccuracy, fakeAccuracy: Float
    private let imagesPerSecond: Double?
    private let realScore, fakeScore, logitGap: Float?
    private let discriminatorGradient, generatorGradient: Float?

    package init(_ metrics: BatchMetrics, branch: String? = nil, imagesPerSecond: Double? = nil) {
      self.branch = branch
      (epoch, batch, step) = (metrics.epoch, metrics.batch, metrics.step)
      (discriminatorLoss, generatorLoss) = (metrics.discriminatorLoss, metrics.generatorLoss)
      (realAccuracy, fakeAccuracy) = (metrics.realAccuracy, metrics.fakeAccuracy)
      self.imagesPerSecond = imagesPerSecond
      let signals = metrics.signals
      (realScore, fakeScore) = (signals?.realScore, signals?.fakeScore)
      logitGap = signals?.logitGap
      discriminatorGradient = signals?.discriminatorGradient
      generatorGradient = signals?.generatorGradient
    }
  }

  /// What the judge found in the samples after a batch: see `QualityReading`.
  package struct Quality: Encodable, Sendable {
    private enum CodingKeys: CodingKey { case event, branch }

    private let branch: String?
    private let reading: QualityReading

    package init(_ reading: QualityReading, branch: String? = nil) {
      self.branch = branch
      self.reading = reading
    }

    package func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode("quality", forKey: .event)
      try container.encodeIfPresent(branch, forKey: .branch)
      try reading.encode(to: encoder)
    }
  }

  /// The means over an epoch's batches.
  package struct Epoch: Encodable, Sendable {
    private let event = "epoch"
    private let branch: String?
    private let epoch, step: Int
    private let discriminatorLoss, generatorLoss, realAccuracy, fakeAccuracy: Float
    private let imagesPerSecond: Double?

    package init(
      _ epoch: Int, step: Int, batches: [BatchMetrics], branch: String? = nil,
      imagesPerSecond: Double? = nil
    ) {
      func mean(_ value: (BatchMetrics) -> Float) -> Float {
        batches.reduce(0) { $0 + value($1) } / Float(max(1, batches.count))
      }
      self.branch = branch
      (self.epoch, self.step) = (epoch, step)
      discriminatorLoss = mean(\.discriminatorLoss)
      generatorLoss = mean(\.generatorLoss)
      realAccuracy = mean(\.realAccuracy)
      fakeAccuracy = mean(\.fakeAccuracy)
      self.imagesPerSecond = imagesPerSecond
    }
  }

  /// What was seen, what it means and what to try: see `Session.Alarm`.
  package struct Alarm: Encodable, Sendable {
    private let event = "alarm"
    private let branch: String?
    private let step: Int
    private let alarm: String
    private let seen, meaning, advice: String?
    /// What the program can do about it in a few words, where it can do something.
    private let remedy: String?

    package init(_ alarm: Session.Alarm, step: Int, branch: String? = nil) {
      (self.step, self.branch) = (step, branch)
      self.alarm = alarm.kind.rawValue
      (seen, meaning, advice) = (alarm.seen, alarm.meaning, alarm.advice)
      remedy = alarm.remedy?.title
    }

    /// What earlier programs noted of a number that was none, without words.
    package init(divergedAtStep step: Int, branch: String? = nil) {
      (self.step, self.branch) = (step, branch)
      alarm = "diverged"
      (seen, meaning, advice, remedy) = (nil, nil, nil, nil)
    }
  }

  package struct End: Encodable, Sendable {
    private let event = "end"
    private let branch: String?
    private let run: String
    private let step: Int
    private let status: String
    private let weightsSha256: String?

    /// - Parameter run: the run's folder.
    package init(
      run: String, step: Int, status: RunStatus, weightsSHA256: String?, branch: String? = nil
    ) {
      self.branch = branch
      self.run = run
      self.step = step
      self.status = status.rawValue
      weightsSha256 = weightsSHA256
    }
  }
}
