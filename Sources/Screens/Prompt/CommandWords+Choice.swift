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
}
