internal import Session

/// What became of the numbers after something was changed: means over the batches before it and over the
/// latest since.
struct ChangeEffect: Sendable, Equatable {
  /// The most batches on each side.
  static let window = 100

  let event: TrainingEvent
  let before: MetricAverages
  let since: MetricAverages
  /// How many batches have been trained since.
  let batches: Int

  /// - Parameters:
  ///   - history: of the line on which the change was made.
  ///   - end: the last batch that counts, such as that of the next change.
  ///   - Returns: nil where there are no batches on one of the sides.
  init?(of event: TrainingEvent, in history: MetricHistory, until end: Int) {
    guard let first = history.first?.step else { return nil }
    let place = event.step - first + 1
    let last = min(history.count, end - first + 1)
    guard place > 0, last > place else { return nil }
    self.event = event
    batches = last - place
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

  /// The numbers, and where there is room after how many batches.
  func text(within width: Int) -> String {
    let numbers = parts.joined(separator: "  ")
    let whole = "after \(batches) batches: \(numbers)"
    return whole.count <= width ? whole : numbers
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
    let tweaks = snapshot.events.filter(\.isTweak)
    var effects: [ChangeEffect] = []
    var end = snapshot.step
    for event in tweaks.reversed() where effects.count < count {
      // Of several turns at one batch the last one stands for all.
      guard event.step < end else { continue }
      if let effect = ChangeEffect(of: event, in: snapshot.metrics, until: end) {
        effects.append(effect)
      }
      end = event.step
    }
    return effects
  }
}
