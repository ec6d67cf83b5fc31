internal import Session

/// The means of what some batches measured.
struct MetricAverages: Sendable, Equatable {
  let discriminatorLoss: Double
  let generatorLoss: Double
  let realAccuracy: Double
  let fakeAccuracy: Double

  /// - Parameter batches: one or more; the means of none are not numbers.
  init(_ batches: some Collection<BatchMetrics>) {
    func mean(_ measure: TrainingGoal.Measure) -> Double {
      batches.reduce(0) { $0 + Double($1[measure]) } / Double(batches.count)
    }
    discriminatorLoss = mean(.discriminatorLoss)
    generatorLoss = mean(.generatorLoss)
    realAccuracy = mean(.realAccuracy)
    fakeAccuracy = mean(.fakeAccuracy)
  }
}

/// In words.
extension MetricAverages {
  /// Both losses, and how they have changed.
  func losses(after earlier: MetricAverages? = nil) -> String {
    let discriminator = Self.change(discriminatorLoss, earlier?.discriminatorLoss)
    let generator = Self.change(generatorLoss, earlier?.generatorLoss)
    return "discriminator loss \(discriminator); generator loss \(generator)"
  }

  /// What the discriminator knows.
  var accuracies: String {
    "The discriminator knows \(Speech.percent(realAccuracy)) of the real images and "
      + "\(Speech.percent(fakeAccuracy)) of the generated ones"
  }

  private static func change(_ value: Double, _ earlier: Double?) -> String {
    let text = NumberText.loss(Float(value))
    guard let earlier, value.isFinite, earlier.isFinite else { return text }
    let earlierText = NumberText.loss(Float(earlier))
    if text == earlierText { return "\(text) as before" }
    return "\(text), \(value < earlier ? "down" : "up") from \(earlierText)"
  }
}
