import Session

extension TensorBoardLog {
  /// The values of all knobs along a line, as scalars: where the run begins, before and after each
  /// turn, and at the end, so that straight lines between them show what was set when.
  static func knobValues(
    on line: BranchLine, from start: Knobs
  ) -> [(step: Int, values: [SummaryValue])] {
    var current: [String: Double] = [:]
    for trick in start.tricks { current["knobs/\(trick.name)"] = trick.value }
    current["knobs/generator_rate"] = start.generatorRate
    current["knobs/discriminator_rate"] = start.discriminatorRate
    current["knobs/dropout"] = start.dropout

    func all(at step: Int) -> (step: Int, values: [SummaryValue]) {
      let knobs = current.sorted { $0.key < $1.key }
      return (step, knobs.map { .scalar($0.key, Float($0.value)) })
    }
    var values = [all(at: 0)]
    for event in line.events {
      guard let (tag, old, new) = event.turn else { continue }
      values.append((event.step, [.scalar(tag, Float(old)), .scalar(tag, Float(new))]))
      current[tag] = new
    }
    return values + [all(at: line.step)]
  }
}

extension TrainingEvent {
  /// The name of the knob that was turned, its old value and its new one.
  fileprivate var turn: (tag: String, old: Double, new: Double)? {
    switch kind {
    case .learningRate(let role, let old, let new): ("knobs/\(role.rawValue)_rate", old, new)
    case .dropout(let old, let new): ("knobs/dropout", old, new)
    case .trick(let name, let old, let new): ("knobs/\(name)", old, new)
    default: nil
    }
  }
}
