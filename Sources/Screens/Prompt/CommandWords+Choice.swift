extension CommandWords {
  /// The one word of some arguments, which is one of several.
  ///
  /// - Throws: which ones there are.
  static func choice(
    of names: [String], in arguments: [String], for command: String
  ) throws(PromptError) -> String {
    guard arguments.count == 1, names.contains(arguments[0]) else {
      throw PromptError("which? \(command) \(names.joined(separator: "|"))")
    }
    return arguments[0]
  }

  /// The epoch that the one word of some arguments names; nil for `live`.
  static func epoch(in arguments: [String]) throws(PromptError) -> Int? {
    guard arguments.count == 1 else { throw PromptError("an epoch: goto EPOCH, or goto live") }
    if arguments[0] == "live" { return nil }
    guard let epoch = Int(arguments[0]), epoch >= 0 else {
      throw PromptError("an epoch is a whole number or live, not '\(arguments[0])'")
    }
    return epoch
  }
}
