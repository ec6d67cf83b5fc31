internal import Session

/// What there is to say of a run in which nothing is found to be wrong.
struct HealthVerdict {
  let readings: HealthReadings
  /// How many alarms somebody has dismissed that are not over.
  let dismissed: Int
  /// The number of batches so far.
  let step: Int

  var text: String {
    if dismissed > 0 {
      return "\(dismissed) \(dismissed == 1 ? "alarm is" : "alarms are") dismissed and not over"
    }
    guard step > 0 else { return "nothing has been trained yet" }
    return ["nothing wrong, wait", course].compactMap(\.self).joined(separator: ": ")
  }

  /// Where the distance goes, once there are enough readings to say so.
  private var course: String? {
    let distances = readings.course.map(\.distance)
    guard distances.count >= 4, let least = distances.min(),
      let best = distances.lastIndex(of: least)
    else { return nil }
    if best >= distances.count - 3 { return "the distance still falls" }
    let reading = readings.course[best]
    return "the distance was least, \(HealthText.distance(least)), after batch \(reading.step)"
  }
}
