internal import Configuration
internal import Session

extension TrainingGoal {
  /// Reads `20`, `epoch 20`, `d_loss < 0.5` or `distance < 60`, with or without blanks.
  init(words: [String]) throws(PromptError) {
    let usage = "until EPOCH, or until d_loss<0.5"
    let text = words.filter { $0 != "epoch" }.joined()
    guard !text.isEmpty else { throw PromptError("until when? \(usage)") }
    guard let sign = text.firstIndex(where: { $0 == "<" || $0 == ">" }) else {
      guard let epoch = Int(text), epoch > 0 else {
        throw PromptError("'\(text)' is no epoch: \(usage)")
      }
      self = .epoch(epoch)
      return
    }
    let name = String(text[..<sign])
    guard name != Self.distance || text[sign] == "<" else {
      throw PromptError("a distance is good where it is small: until distance<60")
    }
    let measure = Measure(rawValue: name)
    guard measure != nil || name == Self.distance else {
      let known = knownWords(Measure.allCases.map(\.rawValue) + [Self.distance], nearestTo: name)
      throw PromptError("nothing is measured as '\(name)'; \(known)")
    }
    guard let bound = Double(text[text.index(after: sign)...]), bound.isFinite else {
      throw PromptError("'\(text[text.index(after: sign)...])' is no number: \(usage)")
    }
    guard let measure else {
      self = .distanceBelow(bound)
      return
    }
    self = text[sign] == "<" ? .below(measure, bound) : .above(measure, bound)
  }
}
