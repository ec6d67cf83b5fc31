internal import Terminal

extension WatchScreen {
  mutating func selectKnob(by offset: Int) -> [Effect] {
    board.select(by: offset)
    return []
  }

  mutating func turnKnob(up: Bool) -> [Effect] {
    let knob = board.selected
    guard let value = turnableValue(of: knob) else { return [] }
    let turned = knob.turned(value, up: up)
    guard turned != value else {
      notice = "\(knob.name) goes no \(up ? "higher" : "lower")"
      return []
    }
    return set(knob, to: turned)
  }

  mutating func typeKnob() -> [Effect] {
    guard turnableValue(of: board.selected) != nil else { return [] }
    mode = .typing(board.selected, .number())
    return []
  }

  mutating func type(_ key: Key, knob: Knob, field: TextField) -> [Effect] {
    switch key {
    case .escape:
      mode = .watching
    case .enter:
      guard let value = knob.value(typed: field.text) else {
        notice = "not \(knob.expectation)"
        return []
      }
      mode = .watching
      return set(knob, to: value)
    default:
      var field = field
      field.type(key)
      mode = .typing(knob, field)
    }
    return []
  }

  /// Asks for a value of a knob, where the run has it.
  mutating func set(_ knob: Knob, to value: Double) -> [Effect] {
    guard turnableValue(of: knob) != nil else { return [] }
    let effects = send(knob.command(settingTo: value))
    board.request(value, of: knob, sequence: sentCommands)
    return effects
  }

  /// The value from which a knob can be turned now; where it cannot, says why.
  private mutating func turnableValue(of knob: Knob) -> Double? {
    guard canCommand() else { return nil }
    guard let value = board.value(of: knob) else {
      notice = "the networks of this run have no \(knob.name)"
      return nil
    }
    return value
  }
}
