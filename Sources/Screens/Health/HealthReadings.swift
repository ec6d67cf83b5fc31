internal import Session

/// The readings of one line of a run, sorted by what a screen shows of them.
struct HealthReadings: Sendable, Equatable {
  /// Of the generator as it learns, oldest first: those that are taken all the time, or where there are
  /// none of these, those at the ends of epochs.
  let course: [QualityReading]
  /// Of the average of its weights, oldest first.
  let average: [QualityReading]
  /// All of the generator as it learns, oldest first.
  private let raw: [QualityReading]

  init(_ readings: [QualityReading]) {
    raw = readings.filter { $0.source != .average }
    average = readings.filter { $0.source == .average }
    let training = raw.filter { $0.source == .training }
    course = training.isEmpty ? raw : training
  }

  var newest: QualityReading? { course.last }

  /// A number of the newest reading that has it: not every reading has all.
  func newest<Value>(_ value: (QualityReading) -> Value?) -> Value? {
    for reading in raw.reversed() {
      if let value = value(reading) { return value }
    }
    return nil
  }

  /// The newest reading of the average, and that of the weights themselves on the same latent vectors.
  var averageBesideRaw: (average: QualityReading, raw: QualityReading)? {
    guard let average = average.last,
      let own = raw.last(where: { $0.source == .generator && $0.step == average.step })
    else { return nil }
    return (average, own)
  }
}

/// One number of some readings, with the batches after which they were taken.
struct HealthSeries: Sendable, Equatable {
  private(set) var steps: [Int] = []
  private(set) var values: [Float] = []

  /// - Parameter value: nil where a reading has no such number.
  init(_ readings: [QualityReading], _ value: (QualityReading) -> Double?) {
    for reading in readings {
      guard let number = value(reading) else { continue }
      steps.append(reading.step)
      values.append(Float(number))
    }
  }

  /// The place of the first value that was taken after a batch.
  func index(after step: Int) -> Int { steps.firstIndex { $0 >= step } ?? steps.count }

  /// The values of another series at the batches of this one, each until the next one is there.
  ///
  /// - Returns: the values, of which those before `start` mean nothing.
  func held(_ other: HealthSeries) -> (values: [Float], start: Int) {
    var (held, place) = ([Float](), -1)
    var start = 0
    for step in steps {
      while place + 1 < other.steps.count, other.steps[place + 1] <= step { place += 1 }
      if place < 0 { start += 1 }
      held.append(place < 0 ? 0 : other.values[place])
    }
    return (held, start)
  }
}
