internal import Session

extension NetworkRole {
  /// Reads the name of a network, or its first letter.
  init(word: String) throws(PromptError) {
    let named = Self.allCases.filter { $0.rawValue == word || $0.rawValue.prefix(1) == word }
    guard let role = named.first else { throw PromptError("g or d, not '\(word)'") }
    self = role
  }
}
