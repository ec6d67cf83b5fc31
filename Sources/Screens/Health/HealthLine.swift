internal import Session
internal import Terminal

/// The health of a run in one line, for the border of a box: the newest alarm, distance, coverage.
struct HealthLine: Widget {
  let readings: HealthReadings
  let judge: JudgeStanding
  let alarm: RaisedAlarm?
  let appearance: Appearance

  func draw(in area: Rectangle, onto canvas: inout Canvas) {
    var column = 0
    for (texts, role) in parts {
      let room = area.width - column
      guard let text = texts.first(where: { $0.count + 2 <= room }) else { continue }
      column =
        canvas.write(" \(text) ", in: area, column: column, style: appearance[role]) - area.x
    }
  }

  /// What matters most comes first, each in less and less words.
  private var parts: [(texts: [String], role: Theme.Role)] {
    var parts: [([String], Theme.Role)] = []
    if let alarm { parts.append((["! \(alarm.alarm.title)", "!"], .error)) }
    switch judge {
    case .preparing(let share): parts.append(([HealthText.preparation(share)], .warning))
    case .readingRealImages: parts.append(([HealthText.comparison], .warning))
    case .absent, .excluded, .ready, .failed: break
    }
    guard let newest = readings.newest else { return parts }
    parts.append((HealthText.distances(of: newest).map { "distance \($0)" }, .text))
    if let coverage = readings.newest(\.coverage) {
      let real = judge.description?.reference.coverage
      parts.append((HealthText.coverages(coverage, real: real).map { "coverage \($0)" }, .text))
    }
    return parts
  }
}
