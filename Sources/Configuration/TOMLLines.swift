/// On which line of a TOML document each key, table and entry of a list begins.
///
/// The parser of the library says where a syntax error is, but not where a value stands; an error
/// about a value should still name its line. This walk over the characters knows strings, comments,
/// brackets and headers, and needs to know no more, as the document has already been parsed.
struct TOMLLines {
  private var lines: [String: Int] = [:]

  init(_ text: String) {
    var walk = Walk()
    for character in text { walk.consume(character) }
    walk.consume("\n")
    lines = walk.lines
  }

  /// The line of a path such as `generator.layers[2].units`, counted from 1.
  func line(of path: String) -> Int? { lines[path] }
}

/// The state of one walk through a document.
private struct Walk {
  /// An open bracket of a value: a list with the number of its current entry, or an inline table.
  private enum Bracket {
    case list(path: String, entry: Int)
    case table(path: String)
  }

  var lines: [String: Int] = [:]
  private var line = 1
  private var header = ""
  private var headerCounts: [String: Int] = [:]
  private var brackets: [Bracket] = []
  /// What has been read of a key, a header or a bare value since the last separator.
  private var word = ""
  /// The path of the key whose value is being read.
  private var key: String?
  private var quote: Character?
  private var isEscaped = false
  private var isComment = false

  mutating func consume(_ character: Character) {
    defer { if character.isNewline { line += 1 } }
    if let open = quote {
      consumeQuoted(character, open)
    } else if isComment {
      isComment = !character.isNewline
      if character.isNewline { endLine() }
    } else {
      consumePlain(character)
    }
  }

  private mutating func consumeQuoted(_ character: Character, _ open: Character) {
    if isEscaped {
      isEscaped = false
    } else if character == "\\", open == "\"" {
      isEscaped = true
    } else if character == open {
      quote = nil
    } else {
      word.append(character)
    }
  }

  private mutating func consumePlain(_ character: Character) {
    switch character {
    case "\"", "'": quote = character
    case "#": isComment = true
    case "=" where key == nil || isInTable: beginValue()
    case "[" where key == nil && brackets.isEmpty: word.append(character)
    case "]" where key == nil && brackets.isEmpty: word.append(character)
    case "[": open(.list(path: currentPath, entry: 0))
    case "{": open(.table(path: currentPath))
    case "]", "}":
      if !brackets.isEmpty { brackets.removeLast() }
      key = brackets.isEmpty ? key : nil
      word = ""
    case ",": nextEntry()
    case let c where c.isNewline: endLine()
    case let c where c.isWhitespace: break
    default: word.append(character)
    }
  }

  private var isInTable: Bool {
    if case .table = brackets.last { true } else { false }
  }

  /// The path of the value that begins here.
  private var currentPath: String {
    switch brackets.last {
    case .list(let path, let entry): "\(path)[\(entry)]"
    case .table(let path): key ?? path
    case nil: key ?? header
    }
  }

  private mutating func beginValue() {
    var prefix = header
    if case .table(let path) = brackets.last { prefix = path }
    let path = prefix.isEmpty ? word : "\(prefix).\(word)"
    lines[path] = line
    key = path
    word = ""
  }

  private mutating func open(_ bracket: Bracket) {
    if case .table(let path) = bracket, lines[path] == nil { lines[path] = line }
    brackets.append(bracket)
    if case .table = bracket { key = nil }
    word = ""
  }

  private mutating func nextEntry() {
    if case .list(let path, let entry) = brackets.last {
      brackets[brackets.count - 1] = .list(path: path, entry: entry + 1)
    }
    key = nil
    word = ""
  }

  private mutating func endLine() {
    guard brackets.isEmpty else { return }
    if key == nil { readHeader() }
    key = nil
    word = ""
  }

  private mutating func readHeader() {
    guard word.hasPrefix("[") else { return }
    let name = word.filter { $0 != "[" && $0 != "]" }
    if word.hasPrefix("[[") {
      let entry = headerCounts[name, default: 0]
      headerCounts[name] = entry + 1
      header = "\(name)[\(entry)]"
    } else {
      header = name
    }
    lines[header] = line
    // `[training.generator]` begins the table `training` too where it has no header of its own.
    let parts = name.split(separator: ".")
    for count in 1..<max(1, parts.count) {
      let parent = parts.prefix(count).joined(separator: ".")
      lines[parent] = lines[parent] ?? line
    }
  }
}
