internal import Session

/// What a judge finds, in sentences.
extension Speech {
  /// How good the samples are, and how that has changed since an earlier reading.
  static func quality(
    of snapshot: TrainingSnapshot, after earlier: QualityReading? = nil
  ) -> [String] {
    let readings = HealthReadings(snapshot.quality)
    guard let newest = readings.newest else { return [] }
    let reference = snapshot.judge.description?.reference
    let parts = [
      distance(of: newest, after: earlier),
      readings.newest(\.coverage).map { coverage($0, reference) },
      snapshot.judge.description.flatMap { ClassBars.entries(readings, $0) }.map(classes),
      readings.averageBesideRaw.map { pair in
        "The average of the generator's weights is at \(HealthText.distance(pair.average.distance)), "
          + "the weights themselves at \(HealthText.distance(pair.raw.distance))."
      },
    ]
    return [parts.compactMap(\.self).joined(separator: " ")]
  }

  private static func distance(
    of reading: QualityReading, after earlier: QualityReading?
  ) -> String {
    let text = HealthText.distance(reading.distance)
    var change = ""
    if let earlier, earlier.source == reading.source {
      let before = HealthText.distance(earlier.distance)
      let way = reading.distance < earlier.distance ? "down" : "up"
      change = text == before ? " as before" : ", \(way) from \(before)"
    }
    return "The samples are at a distance of \(text)\(change); real images get "
      + "\(HealthText.distance(reading.floor))."
  }

  private static func coverage(_ value: Double, _ real: JudgeDescription.Reference?) -> String {
    let comparison = real.map { ", of other real ones \(percent($0.coverage))" } ?? ""
    return "They come near \(percent(value)) of the real images\(comparison)."
  }

  private static func classes(_ entries: [ClassBars.Entry]) -> String {
    let lost = entries.filter(\.isLost).map(\.name)
    let real = entries.count { $0.realShare > 0 }
    let made = "They show \(real - lost.count) of \(real) classes"
    return lost.isEmpty ? "\(made)." : "\(made); lost: \(lost.joined(separator: ", "))."
  }

  /// What was seen, what it means and what one can try.
  ///
  /// - Parameter command: what is typed to do what it offers.
  static func explanation(of alarm: Alarm, answeredBy command: String) -> String {
    "\(alarm.title). \(capitalized(alarm.seen)). \(alarm.meaning) \(alarm.advice)"
      + (alarm.remedy.map { " The command \(command) does this: \($0.title)." } ?? "")
  }

  /// How it stands with the judge.
  static func standing(of judge: JudgeStanding, isOver: Bool) -> String {
    switch judge {
    case .absent where isOver:
      "The samples were not judged: the run ended before its first reading."
    case .absent: "There is no judge of the samples yet: it is made for the first reading."
    case .excluded(let objection):
      "The samples are not judged: \(HealthText.objection(objection))."
    case .preparing(let share):
      "A judge of the samples is being made: it has learned \(percent(share)) of its lesson."
    case .readingRealImages, .ready, .failed:
      Self.judge(judge, after: nil) ?? ""
    }
  }

  /// What has become of the judge, where that is something else than before.
  static func judge(_ standing: JudgeStanding, after before: JudgeStanding?) -> String? {
    switch (standing, before) {
    case (.ready, .ready), (.failed, .failed), (.absent, _), (.excluded, _): nil
    case (.preparing, .preparing?), (.readingRealImages, .readingRealImages?): nil
    case (.preparing, _): "A judge of the samples is being made."
    case (.readingRealImages, _):
      "The judge of the samples reads real images, to compare with."
    case (.failed(let why), _): "The samples are not judged: \(why)."
    case (.ready(let judge), _):
      switch judge.training {
      case .classifier(let accuracy):
        "The judge of the samples is ready: it knows \(percent(accuracy)) of images that it has not "
          + "learned."
      case .random:
        "The judge of the samples is ready: its features are random, as the images have no classes."
      }
    }
  }
}
