internal import Session

/// A state of a run, from the batch at which it began to the one at which its alarm ended.
struct Illness: Sendable, Hashable {
  let kind: Alarm.Kind
  /// When it was seen first, which is before its alarm was raised.
  let start: Int
  /// Nil while its alarm is open.
  var end: Int?

  /// Whether a run that goes back to a batch is in this state there.
  ///
  /// A checkerboard is in the layers: nothing that was trained earlier is without it.
  func covers(_ step: Int) -> Bool {
    kind != .checkerboard && start <= step && step <= end ?? .max
  }
}

/// The batches of a line to which one can go back, and which of them is worth it.
///
/// It must be healthy there, and no reading before may be much better. Ends of epochs go first, as each gets
/// a checkpoint; any other batch is trained again from the last checkpoint before it.
struct Retreat: Sendable, Hashable {
  /// How far from real images the samples were after a batch.
  struct Place: Sendable, Hashable {
    let step: Int
    let distance: Double
  }

  /// Oldest first.
  var readings: [Place]
  var illnesses: [Illness]
  var batchesPerEpoch: Int
  /// The last batch that comes into question.
  var lastStep: Int

  /// The newest place that is not clearly worse than the best one; 0, the beginning, where there is none.
  var newest: Int { places.last?.step ?? unread }

  /// The place where the samples were best; 0, the beginning, where there is none.
  var best: Int { places.min { $0.distance < $1.distance }?.step ?? unread }

  /// Whether no state was found in which a batch would be.
  func isHealthy(_ step: Int) -> Bool { !illnesses.contains { $0.covers(step) } }

  private var places: [Place] {
    let healthy = readings.filter { $0.step <= lastStep && isHealthy($0.step) }
    let least = healthy.lazy.map(\.distance).min() ?? 0
    let good = healthy.filter { $0.distance <= least * Thresholds.Progress.lost }
    let ends = good.filter { $0.step.isMultiple(of: batchesPerEpoch) }
    return ends.isEmpty ? good : ends
  }

  /// The newest healthy end of an epoch of a run that nobody judges.
  private var unread: Int {
    guard readings.isEmpty else { return 0 }
    let last = lastStep / batchesPerEpoch * batchesPerEpoch
    return stride(from: last, to: 0, by: -batchesPerEpoch).first(where: isHealthy) ?? 0
  }
}

extension Evidence {
  /// Where one can go back to, at or before a batch.
  func retreat(through step: Int = .max) -> Retreat {
    Retreat(
      readings: readings.course, illnesses: illnesses,
      batchesPerEpoch: max(1, facts.batchesPerEpoch), lastStep: min(step, batches.step))
  }
}
