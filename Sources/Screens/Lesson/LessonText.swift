/// The texts of a page as words with what they are, in lines of some width.
struct LessonText {
  struct Word: Sendable, Equatable {
    enum Kind: Sendable {
      case plain
      /// What kind of text begins here: `Look:`.
      case label
      /// A key, or a command to be typed.
      case key
    }

    let text: String
    let kind: Kind
  }

  /// The page's three texts.
  private let paragraphs: [[Word]]

  /// - Parameters:
  ///   - subject: what is trained.
  ///   - keyText: the key of a command line, or nil where it has none and is to be typed.
  init(_ page: LessonPage, on subject: LessonSubject, keyText: (String) -> String?) {
    paragraphs = [("", page.text), ("Look:", page.look), ("Try:", page.attempt)]
      .filter { !$0.1.isEmpty }
      .map { label, text in
        (label.isEmpty ? [] : [Word(text: label, kind: .label)])
          + Self.words(of: subject.fill(text), keyText: keyText)
      }
  }

  /// The texts, each beginning a line; with an empty line between them where all of that fits into so
  /// many rows.
  func lines(width: Int, rows: Int) -> [[Word]] {
    let wrapped = paragraphs.map { Self.wrapped($0, to: width) }
    let spaced = Array(wrapped.joined(separator: [[]]))
    return spaced.count <= rows ? spaced : wrapped.flatMap(\.self)
  }

  /// The words of a text; a command line in braces is one word, the name of its key.
  private static func words(of text: String, keyText: (String) -> String?) -> [Word] {
    var words: [Word] = []
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let command = String(rest[rest.index(after: open)..<close])
      words += plainWords(of: rest[..<open])
      rest = rest[rest.index(after: close)...]
      // A full stop or a comma stays with its word.
      let tail = rest.prefix { $0 != " " }
      rest = rest.dropFirst(tail.count)
      words.append(Word(text: (keyText(command) ?? ":\(command)") + tail, kind: .key))
    }
    return words + plainWords(of: rest)
  }

  private static func plainWords(of text: Substring) -> [Word] {
    text.split(separator: " ").map { Word(text: String($0), kind: .plain) }
  }

  private static func wrapped(_ words: [Word], to width: Int) -> [[Word]] {
    var lines: [[Word]] = []
    var column = 0
    for word in words {
      if lines.isEmpty || column + word.text.count > width {
        lines.append([])
        column = 0
      }
      lines[lines.count - 1].append(word)
      column += word.text.count + 1
    }
    return lines
  }
}
