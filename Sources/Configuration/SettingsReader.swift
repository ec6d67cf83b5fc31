/// Reads one table of a configuration file strictly: each key is asked for by name and type, and
/// `finish()` refuses keys that nobody asked for.
///
/// All errors name the file, the line where it is known, the key, what was found and what was
/// expected.
package final class SettingsReader {
  package let file: String
  /// Where the table stands in its file, for example `generator.layers[2]`; empty at the top.
  package let path: String
  private let settings: [String: Setting]
  private let lines: TOMLLines
  /// The keys that have been read.
  private var asked: Set<String> = []
  /// Those that could have been: optional ones too.
  private var known: Set<String> = []

  /// Opens a TOML document.
  package convenience init(toml text: String, file: String) throws(ConfigurationError) {
    self.init(
      settings: try Setting.parse(toml: text, file: file), path: "", file: file,
      lines: TOMLLines(text))
  }

  private init(settings: [String: Setting], path: String, file: String, lines: TOMLLines) {
    self.settings = settings
    self.path = path
    self.file = file
    self.lines = lines
  }

  /// Whether the table has the key; asking so counts as reading it only if it is read later.
  package func has(_ key: String) -> Bool {
    known.insert(key)
    return settings[key] != nil
  }

  /// The table's keys in alphabetical order.
  package var keys: [String] { settings.keys.sorted() }

  /// An error at this table, or at one of its keys.
  package func error(_ problem: String, at key: String? = nil) -> ConfigurationError {
    let place = key.map(qualified) ?? path
    let prefix = place.isEmpty ? "" : "\(place): "
    return ConfigurationError(
      file: file, line: lines.line(of: place) ?? lines.line(of: path), problem: prefix + problem)
  }

  /// Refuses keys that were not asked for.
  package func finish() throws(ConfigurationError) {
    guard let unknown = settings.keys.sorted().first(where: { !asked.contains($0) }) else { return }
    throw error(
      "unknown key; \(knownWords(known.subtracting([unknown]), nearestTo: unknown))", at: unknown)
  }

  // MARK: - Values

  package func text(_ key: String) throws(ConfigurationError) -> String {
    guard case .text(let value) = try value(key, "a text") else { throw mismatch(key, "a text") }
    return value
  }

  package func boolean(_ key: String) throws(ConfigurationError) -> Bool {
    guard case .boolean(let value) = try value(key, "true or false") else {
      throw mismatch(key, "true or false")
    }
    return value
  }

  /// An integer within a range.
  package func integer(
    _ key: String, in range: ClosedRange<Int> = 1...1_000_000_000
  ) throws(ConfigurationError) -> Int {
    let expected = "an integer from \(range.lowerBound) to \(range.upperBound)"
    guard case .integer(let value) = try value(key, expected) else { throw mismatch(key, expected) }
    guard range.contains(value) else {
      throw error("expected \(expected), found \(value)", at: key)
    }
    return value
  }

  /// A finite number within a range; an integer counts as one.
  package func number(
    _ key: String, in range: ClosedRange<Double>
  ) throws(ConfigurationError) -> Double {
    let expected = "a number from \(range.lowerBound) to \(range.upperBound)"
    let number: Double
    switch try value(key, expected) {
    case .number(let value): number = value
    case .integer(let value): number = Double(value)
    default: throw mismatch(key, expected)
    }
    guard range.contains(number) else {
      throw error("expected \(expected), found \(number)", at: key)
    }
    return number
  }

  /// A list of integers within a range, of which there are `count` if that is given.
  package func integers(
    _ key: String, in range: ClosedRange<Int> = 1...1_000_000_000, count: Int? = nil
  ) throws(ConfigurationError) -> [Int] {
    let number = count.map { "\($0) " } ?? ""
    let expected = "a list of \(number)integers from \(range.lowerBound) to \(range.upperBound)"
    guard case .list(let list) = try value(key, expected) else { throw mismatch(key, expected) }
    var integers: [Int] = []
    for element in list {
      guard case .integer(let value) = element, range.contains(value) else {
        throw error("expected \(expected)", at: key)
      }
      integers.append(value)
    }
    guard count == nil || integers.count == count else {
      throw error("expected \(expected), found \(integers.count)", at: key)
    }
    return integers
  }

  /// A list of texts.
  package func texts(_ key: String) throws(ConfigurationError) -> [String] {
    guard case .list(let list) = try value(key, "a list of texts") else {
      throw mismatch(key, "a list of texts")
    }
    var texts: [String] = []
    for element in list {
      guard case .text(let value) = element else {
        throw error("expected a list of texts", at: key)
      }
      texts.append(value)
    }
    return texts
  }

  /// A text, or a list of at least one.
  package func textOrTexts(_ key: String) throws(ConfigurationError) -> [String] {
    if case .text(let text) = try value(key, "a text or a list of texts") { return [text] }
    let list = try texts(key)
    guard !list.isEmpty else { throw error("expected at least one text", at: key) }
    return list
  }

  /// One of the cases of an enumeration, by its name.
  package func choice<Choice>(
    _ key: String, of type: Choice.Type = Choice.self
  ) throws(ConfigurationError) -> Choice
  where Choice: RawRepresentable<String> & CaseIterable {
    let cases = Choice.allCases.map { ($0.rawValue, $0) }
    return try choice(key, among: Dictionary(cases) { first, _ in first })
  }

  /// One of several values, by its name.
  package func choice<Choice>(
    _ key: String, among choices: [String: Choice]
  ) throws(ConfigurationError) -> Choice {
    let name = try text(key)
    guard let choice = choices[name] else {
      throw error("'\(name)' is not known; \(knownWords(choices.keys, nearestTo: name))", at: key)
    }
    return choice
  }

  // MARK: - Tables

  /// The table under a key.
  package func table(_ key: String) throws(ConfigurationError) -> SettingsReader {
    guard case .table(let table) = try value(key, "a table") else { throw mismatch(key, "a table") }
    return SettingsReader(settings: table, path: qualified(key), file: file, lines: lines)
  }

  /// The list of tables under a key.
  package func tables(_ key: String) throws(ConfigurationError) -> [SettingsReader] {
    guard case .list(let list) = try value(key, "a list of tables") else {
      throw mismatch(key, "a list of tables")
    }
    var tables: [SettingsReader] = []
    for (index, element) in list.enumerated() {
      guard case .table(let table) = element else {
        throw error("expected a list of tables; entry \(index) is \(element.kind)", at: key)
      }
      tables.append(
        SettingsReader(
          settings: table, path: "\(qualified(key))[\(index)]", file: file, lines: lines))
    }
    return tables
  }

  // MARK: -

  private func value(_ key: String, _ expected: String) throws(ConfigurationError) -> Setting {
    asked.insert(key)
    known.insert(key)
    if let value = settings[key] { return value }
    // It may be mistyped, or one that is read later: that is for the reader to see.
    let near = nearestMatch(to: key, among: settings.keys.filter { !known.contains($0) })
    throw error(
      "'\(key)' is missing: expected \(expected)" + (near.map { "; there is '\($0)'" } ?? ""))
  }

  private func mismatch(_ key: String, _ expected: String) -> ConfigurationError {
    error("expected \(expected), found \(settings[key]?.kind ?? "nothing")", at: key)
  }

  private func qualified(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}
