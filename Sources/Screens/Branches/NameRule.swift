/// What branches and marks can be called.
enum NameRule {
  static let limit = 40
  /// What can be typed; anything else may be a terminal's escape sequence some day.
  static let allowed = Set((32..<127).map { Character(UnicodeScalar($0)) })

  /// Why something cannot be called so, in one line, or nil where it can.
  ///
  /// - Parameter taken: the names that are given already.
  static func problem(with name: String, taken: some Sequence<String>) -> String? {
    guard name.allSatisfy(allowed.contains) else { return "a name has printable characters only" }
    guard (1...limit).contains(name.count) else {
      return "a name has 1 to \(limit) characters, not \(name.count)"
    }
    guard let first = name.first, first.isLetter || first.isNumber else {
      return "a name begins with a letter or a digit"
    }
    return taken.contains(name) ? "'\(name)' is taken; choose another name" : nil
  }

  /// - Throws: why nothing can be called so.
  static func check(_ name: String) throws(PromptError) {
    if let problem = problem(with: name.trimmed, taken: [String]()) { throw PromptError(problem) }
  }
}
