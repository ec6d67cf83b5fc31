internal import Terminal

extension String {
  /// The text as one line of characters one column wide, with a `?` for whatever cannot be shown.
  ///
  /// It is for texts from outside, such as names of files and messages of the system.
  func printable(on appearance: Appearance) -> String {
    String(
      map { character in
        if character.isWhitespace { return " " }
        let scalars = character.unicodeScalars
        guard scalars.count == 1, let value = scalars.first?.value else { return "?" }
        // Latin, Greek and Cyrillic letters are one column wide everywhere; a combining mark is not.
        let isLetter = (0xA1...0x52F).contains(value) && !(0x300...0x36F).contains(value)
        return (32..<127).contains(value) || appearance.unicode && isLetter ? character : "?"
      })
  }
}
