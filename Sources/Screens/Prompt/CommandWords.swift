/// The words of a command line: what stands between blanks, or within double quotes.
enum CommandWords {
  static func split(_ line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    for character in line {
      switch character {
      case "\"":
        isQuoted.toggle()
        word = word ?? ""
      case " " where !isQuoted:
        if let word { words.append(word) }
        word = nil
      default:
        if word == nil { word = "" }
        word?.append(character)
      }
    }
    return words + (word.map { [$0] } ?? [])
  }
}
