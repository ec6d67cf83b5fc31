internal import Configuration
internal import Session
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
    guard let old = turnableValue(of: knob) else { return [] }
    turns.note(.init(setting: knob.setting, from: old, to: value), joins: drag?.hasTurned == true)
    return request(value, of: knob)
  }

  private mutating func request(_ value: Double, of knob: Knob) -> [Effect] {
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

// MARK: - Taking back

extension WatchScreen {
  mutating func undoTurn() -> [Effect] {
    guard canCommand() else { return [] }
    let step = turns.undo()
    if step.isEmpty { return undoReturn() ?? answer("no turn of a knob is left to take back") }
    return request(step.map { ($0.setting, $0.from) }, "taken back")
  }

  mutating func redoTurn() -> [Effect] {
    guard canCommand() else { return [] }
    let step = turns.redo()
    if step.isEmpty { return answer("no turn that was taken back is left") }
    return request(step.map { ($0.setting, $0.to) }, "turned again")
  }

  private mutating func request(
    _ values: [(setting: Knob.Setting, value: Double)], _ what: String
  ) -> [Effect] {
    var (effects, texts): ([Effect], [String]) = ([], [])
    for (setting, value) in values {
      guard let knob = board.knobs.first(where: { $0.setting == setting }) else { continue }
      effects += request(value, of: knob)
      texts.append("\(knob.name) \(Knob.text(of: value))")
    }
    notice = "\(what): \(texts.joined(separator: ", "))"
    return effects
  }
}

// MARK: - By words

extension WatchScreen {
  /// Turns the knob that the words name to the value that they say.
  mutating func setKnob(by words: [String]) throws(PromptError) -> [Effect] {
    let (name, value) = try KnobWords.setting(words, among: board.knobs)
    guard let knob = board.knobs.first(where: { $0.setting.commandName == name }) else {
      let known = knownWords(board.knobs.map(\.setting.commandName), nearestTo: name)
      throw PromptError("no knob '\(words[0])'; \(known)")
    }
    return try set(knob, toWord: value)
  }

  /// Sets the rate of one network, or of both: `[g|d] RATE`.
  mutating func setRates(by words: [String]) throws(PromptError) -> [Effect] {
    let (settings, word) = try KnobWords.rates(words)
    var effects: [Effect] = []
    for knob in board.knobs where settings.contains(knob.setting) {
      effects += try set(knob, toWord: word)
    }
    turns.joinLast(effects.count)
    return effects
  }

  /// - Parameter word: a number, or `x` and a number by which the present value is multiplied.
  private mutating func set(_ knob: Knob, toWord word: String) throws(PromptError) -> [Effect] {
    var typed = word
    if let factor = KnobWords.factor(word), let old = board.value(of: knob) {
      typed = "\(old * factor)"
    }
    guard let value = knob.value(typed: typed) else {
      throw PromptError("'\(word)' is not \(knob.expectation)")
    }
    return set(knob, to: value)
  }
}
