internal import Session

/// What became of the numbers after something was changed: means over the batches before it and over the
/// latest since.
struct ChangeEffect: Sendable, Equatable {
  /// The most batches on each side.
  static let window = 100

  /// The turns of knobs at one batch, oldest first.
  let events: [TrainingEvent]
  /// The last of them.
  var event: TrainingEvent { events[events.count - 1] }
  let before: MetricAverages
  let since: MetricAverages
  /// How many batches have been trained since.
  let batches: Int
  /// How many knobs were turned so shortly before, this one included, that what has changed may be the
  /// work of any of them.
  let turns: Int

  /// - Parameters:
  ///   - events: the turns of knobs at one batch, oldest first.
  ///   - history: of the line on which the change was made.
  ///   - end: the last batch that counts, such as that of the next change.
  ///   - earlier: the turns of knobs before it.
  /// - Returns: nil where there are no batches on one of the sides.
  init?(
    of events: [TrainingEvent], in history: MetricHistory, until end: Int,
    after earlier: some Collection<TrainingEvent>
  ) {
    guard let event = events.last, let first = history.first?.step else { return nil }
    let place = event.step - first + 1
    let last = min(history.count, end - first + 1)
    guard place > 0, last > place else { return nil }
    self.events = events
    batches = last - place
    turns = 1 + earlier.filter { event.step - $0.step < Self.window }.count
    before = MetricAverages(history[max(0, place - Self.window)..<place])
    since = MetricAverages(history[max(place, last - Self.window)..<last])
  }
}

extension ChangeEffect {
  /// The four numbers before and since, in words.
  var parts: [String] {
    [
      "D \(Self.change(before.discriminatorLoss, since.discriminatorLoss))",
      "G \(Self.change(before.generatorLoss, since.generatorLoss))",
      "real \(Self.changeInPercent(before.realAccuracy, since.realAccuracy))",
      "fake \(Self.changeInPercent(before.fakeAccuracy, since.fakeAccuracy))",
    ]
  }

  /// What was turned.
  var turnText: String { events.map(\.turnText).joined(separator: ", ") }

  /// What was turned and what has changed, in as many words as a width has room for; no number is cut.
  func text(within width: Int) -> String {
    let numbers = parts.joined(separator: "  ")
    let others = turns > 1 ? ", the last of \(turns) turns" : ""
    let texts = [
      "\(turnText) at batch \(event.step)\(others), after \(batches) batches: \(numbers)",
      "\(turnText)\(others), after \(batches) batches: \(numbers)",
      "\(turnText)\(others): \(numbers)",
      "\(turnText)\(others): \(parts.prefix(2).joined(separator: "  "))",
    ]
    return texts.first { $0.count <= width } ?? event.text
  }

  private static func change(_ old: Double, _ new: Double) -> String {
    "\(NumberText.loss(Float(old)).trimmed)>\(NumberText.loss(Float(new)).trimmed)"
  }

  private static func changeInPercent(_ old: Double, _ new: Double) -> String {
    let old = NumberText.percent(old).trimmed.prefix { $0 != " " }
    return "\(old)>\(NumberText.percent(new).trimmed)"
  }
}

extension WatchScreen {
  /// What the turns of knobs on the present line have changed, the last one first; each until the next.
  func changeEffects(atMost count: Int) -> [ChangeEffect] {
    var tweaks = snapshot.events.filter(\.isTweak)[...]
    var effects: [ChangeEffect] = []
    var end = snapshot.step
    while let last = tweaks.last, effects.count < count {
      let together = tweaks.suffix(while: { $0.step == last.step })
      tweaks = tweaks.dropLast(together.count)
      let effect = ChangeEffect(
        of: Array(together), in: snapshot.metrics, until: end, after: tweaks)
      if let effect { effects.append(effect) }
      end = last.step
    }
    return effects
  }
}

extension ArraySlice {
  /// The last elements that fulfil a condition.
  fileprivate func suffix(while condition: (Element) -> Bool) -> ArraySlice {
    self[(lastIndex { !condition($0) }.map { $0 + 1 } ?? startIndex)...]
  }
}
