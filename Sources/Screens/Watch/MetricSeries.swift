internal import Session

/// A long series in few values, for charts: means over equal spans of batches.
///
/// Appending takes constant time on average: when there are too many spans, each two become one.
struct MetricSeries: Sendable, Equatable {
  private static let capacity = 1024

  private var means: [Float] = []
  private var openSum: Float = 0
  private var openCount = 0
  /// The number of batches that each value stands for.
  private(set) var span = 1

  /// The means, oldest first; not a number where one of the batches was none.
  var values: [Float] {
    openCount > 0 ? means + [openSum / Float(openCount)] : means
  }

  /// The means over longer spans.
  ///
  /// - Parameter span: a multiple of its own span.
  func values(over span: Int) -> [Float] {
    let count = span / self.span
    guard count > 1 else { return values }
    let values = values
    return stride(from: 0, to: values.count, by: count).map { start in
      let group = values[start..<min(values.count, start + count)]
      return group.reduce(0) { $0 + $1 / Float(group.count) }
    }
  }

  mutating func append(_ value: Float) {
    openSum += value
    openCount += 1
    guard openCount == span else { return }
    means.append(openSum / Float(span))
    (openSum, openCount) = (0, 0)
    guard means.count == Self.capacity else { return }
    means = stride(from: 0, to: means.count, by: 2).map { means[$0] / 2 + means[$0 + 1] / 2 }
    span *= 2
  }
}

/// The four curves of a run, kept up to date with its history at the cost of the new batches only.
struct LearningCurves: Sendable, Equatable {
  private(set) var discriminatorLoss = MetricSeries()
  private(set) var generatorLoss = MetricSeries()
  private(set) var realAccuracy = MetricSeries()
  private(set) var fakeAccuracy = MetricSeries()
  private var count = 0
  private var firstStep = 1
  private var lastStep = 0

  mutating func follow(_ history: MetricHistory) {
    if history.count < count || (count > 0 && history[count - 1].step != lastStep) {
      self = LearningCurves()
    }
    if count == 0, let first = history.first { firstStep = first.step }
    for index in count..<history.count {
      let batch = history[index]
      discriminatorLoss.append(batch.discriminatorLoss)
      generatorLoss.append(batch.generatorLoss)
      realAccuracy.append(batch.realAccuracy)
      fakeAccuracy.append(batch.fakeAccuracy)
      lastStep = batch.step
    }
    count = history.count
  }

  /// The value of a series in which the first batch after `step` batches is.
  func index(after step: Int) -> Int { index(after: step, over: discriminatorLoss.span) }

  /// The same where the values are means over other spans.
  func index(after step: Int, over span: Int) -> Int { max(0, step + 1 - firstStep) / span }
}
