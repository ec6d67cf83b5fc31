internal import Session

/// An alarm with the batch at which it was raised: of one state there may be several in a run.
struct RaisedAlarm: Sendable, Hashable {
  let alarm: Alarm
  let step: Int
}

extension BranchLine {
  /// The alarms that were raised and have not ended, newest first.
  var raisedAlarms: [RaisedAlarm] {
    openAlarms.reversed().map { alarm in
      let event = events.last { $0.kind == .alarm(alarm) }
      return RaisedAlarm(alarm: alarm, step: event?.step ?? 0)
    }
  }
}

/// The open alarms as a person sees them: which are to be seen, and which of them the keys mean.
struct AlarmBoard: Sendable, Equatable {
  /// Those that nobody has dismissed, newest first.
  private(set) var open: [RaisedAlarm] = []
  /// The one that has been raised since the last key.
  private(set) var news: RaisedAlarm?
  private var dismissed: Set<RaisedAlarm> = []
  /// The state that was chosen; nil to stay with the newest.
  private var chosen: Alarm.Kind?

  /// The one that the keys mean.
  var selected: RaisedAlarm? { open.first { $0.alarm.kind == chosen } ?? open.first }

  /// How many of those that have not ended were dismissed.
  var dismissedCount: Int { dismissed.count }

  /// Takes over what a line of the run says.
  ///
  /// - Parameter told: how many of its events are no news; nil where none is.
  mutating func follow(_ line: BranchLine, told: Int?) {
    let raised = line.raisedAlarms
    dismissed.formIntersection(raised)
    open = raised.filter { !dismissed.contains($0) }
    if let news, !open.contains(news) { self.news = nil }
    guard let told else { return }
    for event in line.events.dropFirst(told) {
      if case .alarm(let alarm) = event.kind {
        let raised = RaisedAlarm(alarm: alarm, step: event.step)
        if open.contains(raised) { news = raised }
      }
    }
  }

  /// Chooses the alarm that was raised before the selected one, after the oldest the newest.
  mutating func selectNext() {
    guard let selected, let place = open.firstIndex(of: selected) else { return }
    chosen = open[open.index(place, movedBy: 1)].alarm.kind
  }

  /// Hides an alarm until its state is found anew.
  mutating func dismiss(_ raised: RaisedAlarm) {
    dismissed.insert(raised)
    open.removeAll { $0 == raised }
    if news == raised { news = nil }
    chosen = nil
  }

  /// Takes the newest alarm for read.
  mutating func forgetNews() { news = nil }
}
