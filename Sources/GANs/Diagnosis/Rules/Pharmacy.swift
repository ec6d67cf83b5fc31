internal import Session

/// The remedies that a run has: commands that its knobs can follow.
struct Pharmacy: Sendable {
  let facts: DiagnosisFacts
  let situation: DiagnosisSituation

  private var knobs: Knobs? { situation.knobs }

  /// Divides the rate of a network's optimizer.
  func lower(_ role: NetworkRole, by divisor: Double = 2) -> Alarm.Remedy? {
    guard let rate = rate(of: role), rate > 0 else { return nil }
    let lower = rate / divisor
    return Alarm.Remedy(
      title: "\(Self.verb(divisor)) \(role.letter)'s rate to \(lower.brief)",
      commands: [.setLearningRate(role, lower)])
  }

  /// Divides the rates of both.
  func lowerBoth(by divisor: Double = 2) -> Alarm.Remedy? {
    guard let generator = lower(.generator, by: divisor),
      let discriminator = lower(.discriminator, by: divisor)
    else { return nil }
    return Alarm.Remedy(
      title: "\(Self.verb(divisor)) both rates",
      commands: generator.commands + discriminator.commands)
  }

  private static func verb(_ divisor: Double) -> String {
    divisor == 2 ? "halve" : "take \(divisor.brief) times off"
  }

  func raise(_ role: NetworkRole) -> Alarm.Remedy? {
    guard let rate = rate(of: role), rate > 0, rate <= 5 else { return nil }
    return Alarm.Remedy(
      title: "double \(role.letter)'s rate to \((rate * 2).brief)",
      commands: [.setLearningRate(role, rate * 2)])
  }

  /// How many times as fast as the generator the discriminator learns; nil where one does not.
  var lead: Double? {
    guard let generator = rate(of: .generator), let discriminator = rate(of: .discriminator),
      generator > 0, discriminator > 0
    else { return nil }
    return discriminator / generator
  }

  private func rate(of role: NetworkRole) -> Double? {
    switch role {
    case .generator: knobs?.generatorRate
    case .discriminator: knobs?.discriminatorRate
    }
  }

  /// Switches a trick on that the run has and does not use.
  func turnOn(_ trick: String, at value: Double) -> Alarm.Remedy? {
    guard let knob = knobs?.tricks.first(where: { $0.name == trick }), knob.value == 0,
      knob.allows(value)
    else { return nil }
    return Alarm.Remedy(
      title: "turn \(knob.title) on (\(value.brief))", commands: [.setTrick(trick, value)])
  }

  func turnOff(_ trick: String) -> Alarm.Remedy? {
    guard let knob = knobs?.tricks.first(where: { $0.name == trick }), knob.value != 0,
      knob.allows(0)
    else { return nil }
    return Alarm.Remedy(title: "turn \(knob.title) off", commands: [.setTrick(trick, 0)])
  }

  /// The penalty that keeps the discriminator flat.
  var penalty: Alarm.Remedy? { turnOn("r1", at: facts.penaltyWeight) }

  /// Drops more of what the discriminator sees, where it drops any.
  var dropout: Alarm.Remedy? {
    guard let rate = knobs?.dropout, rate < 0.3 else { return nil }
    return Alarm.Remedy(title: "dropout 0.3 in D", commands: [.setDropout(0.3)])
  }

  /// Looks at the average of the generator's weights, where the run keeps one.
  var average: Alarm.Remedy? {
    guard knobs?.showsAverage == false else { return nil }
    return Alarm.Remedy(title: "show the average generator", commands: [.showAverage(true)])
  }

  /// Goes back to a batch and to the knobs of then, and takes another way from there.
  ///
  /// The same way would lead to the same place: every number that a run draws follows from its seed.
  ///
  /// - Parameter other: what is done there, with the knobs of that batch.
  func rewind(to step: Int, with other: (Pharmacy) -> Alarm.Remedy?) -> Alarm.Remedy? {
    guard let other = other(asOf(step)) else { return nil }
    let place = BranchRequest(branch: situation.branch, step: step, keepsKnobs: false)
    let name = step == 0 ? "the beginning" : "batch \(step)"
    return Alarm.Remedy(
      title: "go back to \(name), \(other.title)",
      commands: [.branch(place)] + other.commands)
  }

  private func asOf(_ step: Int) -> Pharmacy {
    var past = situation
    past.knobs = knobs?.asOf(step, on: situation.turns)
    return Pharmacy(facts: facts, situation: past)
  }
}

extension NetworkRole {
  /// As charts call it: `G`, `D`.
  fileprivate var letter: String {
    switch self {
    case .generator: "G"
    case .discriminator: "D"
    }
  }
}
