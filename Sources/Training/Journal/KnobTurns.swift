package import Session

extension Trainer {
  /// Turns the knob that a command means.
  ///
  /// - Returns: what has happened to the run, or nil where the run has no such knob, or the command
  ///   means none, or its value is the one in force.
  package mutating func turn(_ command: TrainingCommand) -> TrainingEvent.Kind? {
    let before = knobs
    switch command {
    case .setLearningRate(let role, let rate):
      let old = before.rate(of: role)
      guard old != rate else { return nil }
      setLearningRate(rate, of: role)
      return .learningRate(role, from: old, to: rate)
    case .setDropout(let rate):
      guard let old = before.dropout, old != rate else { return nil }
      setDropout(rate)
      return .dropout(from: old, to: rate)
    case .setTrick(let name, let value):
      guard let old = before[trick: name], old != value else { return nil }
      setTrick(name, to: value)
      return .trick(name, from: old, to: value)
    default:
      return nil
    }
  }

  /// Turns all knobs.
  ///
  /// - Returns: what has happened to the run, a turn each.
  package mutating func turn(to wanted: Knobs) -> [TrainingEvent.Kind] {
    var turns: [TrainingEvent.Kind] = []
    for command in wanted.commands {
      if let turn = turn(command) { turns.append(turn) }
    }
    return turns
  }

  /// Turns the knob of which an event tells, if it tells of one.
  package mutating func follow(_ event: TrainingEvent) {
    if let command = event.kind.command { _ = turn(command) }
  }
}

extension TrainingEvent.Kind {
  /// The command that turned a knob.
  fileprivate var command: TrainingCommand? {
    switch self {
    case .learningRate(let role, _, let rate): .setLearningRate(role, rate)
    case .dropout(_, let rate): .setDropout(rate)
    case .trick(let name, _, let value): .setTrick(name, value)
    default: nil
    }
  }
}

extension Knobs {
  /// The commands that turn every knob to where it is here.
  fileprivate var commands: [TrainingCommand] {
    [
      .setLearningRate(.generator, generatorRate),
      .setLearningRate(.discriminator, discriminatorRate),
    ] + (dropout.map { [.setDropout($0)] } ?? []) + tricks.map { .setTrick($0.name, $0.value) }
  }

  fileprivate func rate(of role: NetworkRole) -> Double {
    role == .generator ? generatorRate : discriminatorRate
  }
}
