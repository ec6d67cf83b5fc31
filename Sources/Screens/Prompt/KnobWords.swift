internal import Session

/// What stands behind `set` and `lr`, as far as it can be judged without a run.
enum KnobWords {
  /// Reads `KNOB VALUE`.
  ///
  /// - Parameter knobs: those that are known; of any other one the value is some number.
  static func setting(
    _ words: [String], among knobs: [Knob]
  ) throws(PromptError) -> (knob: String, value: String) {
    guard words.count == 2 else { throw PromptError("a knob and a value: set KNOB VALUE") }
    let name = words[0].replacing("-", with: "_")
    if let knob = knobs.first(where: { $0.setting.commandName == name }) {
      try check(words[1], for: knob)
    } else if factor(words[1]) == nil, Double(words[1]) == nil {
      throw PromptError("'\(words[1])' is no number")
    }
    return (name, words[1])
  }

  /// Reads `[g|d] RATE`.
  static func rates(
    _ words: [String]
  ) throws(PromptError) -> (settings: [Knob.Setting], rate: String) {
    guard let rate = words.last, words.count <= 2 else {
      throw PromptError("which rate? lr [g|d] RATE, such as lr g 1e-4 or lr x0.5")
    }
    let networks = try words.dropLast().first.map { word throws(PromptError) in
      [try NetworkRole(word: word)]
    }
    let settings: [Knob.Setting] = (networks ?? NetworkRole.allCases).map {
      $0 == .generator ? .generatorRate : .discriminatorRate
    }
    for knob in Knob.all(of: nil) where settings.contains(knob.setting) {
      try check(rate, for: knob)
    }
    return (settings, rate)
  }

  /// What a present value is to be multiplied by: 2 of `x2`; nil of any other word.
  static func factor(_ word: String) -> Double? {
    guard word.hasPrefix("x"), let factor = Double(word.dropFirst()), factor.isFinite, factor >= 0
    else { return nil }
    return factor
  }

  private static func check(_ word: String, for knob: Knob) throws(PromptError) {
    guard factor(word) != nil || knob.value(typed: word) != nil else {
      throw PromptError("'\(word)' is not \(knob.expectation)")
    }
  }
}
