internal import Session

/// What the judge's readings of a line say.
///
/// Rules look at one source: the images of the training where they are read, else those of the generator.
struct ReadingCourse: Sendable, Hashable {
  /// The source of `recent`.
  private(set) var source: QualityReading.Source?
  /// The last readings of that source, oldest first.
  private(set) var recent: [QualityReading] = []
  /// How many there were of that source.
  private(set) var count = 0
  private(set) var progress = DistanceProgress()
  /// The distance of each of them, oldest first: a good one counts as such beside others alone.
  private(set) var course: [Retreat.Place] = []
  /// The last readings of the generator and of its average.
  private var generator: QualityReading?
  private var average: QualityReading?

  /// - Returns: whether the reading is one of the source that rules look at.
  mutating func follow(_ reading: QualityReading) -> Bool {
    guard reading.distance.isFinite else { return false }
    switch reading.source {
    case .average: average = reading
    case .generator: generator = reading
    case .training: break
    }
    guard reading.source != .average else { return false }
    if reading.source == .training, source == .generator { startAnew() }
    source = source ?? reading.source
    guard reading.source == source else { return false }
    recent = recent.suffix(Self.kept - 1) + [reading]
    count += 1
    if let distance = smoothed {
      progress.follow(distance, step: reading.step)
      course.append(
        Retreat.Place(step: reading.step, distance: max(distance, reading.distance)))
    }
    return true
  }

  /// Readings of another source do not compare with those of this one.
  private mutating func startAnew() {
    (source, recent, count, progress, course) = (nil, [], 0, DistanceProgress(), [])
  }

  private static let kept = 12

  var last: QualityReading? { recent.last }

  /// The median of the last three distances.
  private var smoothed: Double? {
    let last = recent.suffix(3).map(\.distance).sorted()
    return last.isEmpty ? nil : last[last.count / 2]
  }

  /// Whether there are enough readings to speak of a course.
  var isTelling: Bool {
    count >= Thresholds.Progress.least && (last?.step ?? 0) > Thresholds.warmUp
  }

  /// The average generator's distance over that of the weights themselves, of the same moment; nil where
  /// there are not both.
  var averageShare: Double? {
    guard let generator, let average, generator.step == average.step, generator.distance > 0
    else { return nil }
    return average.distance / generator.distance
  }
}
