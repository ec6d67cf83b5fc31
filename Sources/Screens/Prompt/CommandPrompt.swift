internal import Terminal

/// A line of the command line while it is typed, with the lines before it to go back to.
struct CommandPrompt: Sendable, Equatable {
  private(set) var field: TextField
  /// The words that the last completion left open.
  private(set) var candidates: [String] = []
  private let history: [String]
  /// The place of the line in the history; the new line is behind its end.
  private var place: Int
  /// The new line, kept while older ones are looked at.
  private var draft = ""

  private static let printable = Set((32..<127).map { Character(UnicodeScalar($0)) })

  /// - Parameter line: what stands there at first.
  init(history: [String], line: String = "") {
    self.history = history
    place = history.count
    field = Self.field(line)
  }

  private static func field(_ text: String) -> TextField {
    TextField(text: text, allowed: printable, limit: 200)
  }

  var line: String { field.text }

  mutating func type(_ key: Key) {
    candidates = []
    switch key {
    case .up: recall(place - 1)
    case .down: recall(place + 1)
    default: field.type(key)
    }
  }

  private mutating func recall(_ wanted: Int) {
    guard (0...history.count).contains(wanted) else { return }
    if place == history.count { draft = line }
    place = wanted
    field = Self.field(wanted == history.count ? draft : history[wanted])
  }

  /// Completes the last word as far as it is certain.
  ///
  /// - Parameter words: everything that the last word can be.
  mutating func complete(with words: [String]) {
    let start = line.lastIndex(of: " ").map(line.index(after:)) ?? line.startIndex
    let fitting = words.filter { $0.hasPrefix(line[start...]) }
    guard let first = fitting.first else { return }
    var completed = fitting.dropFirst().reduce(first) { String(commonPrefix($0, $1)) }
    if fitting.count == 1, !completed.hasSuffix("=") { completed += " " }
    field = Self.field(line[..<start] + completed)
    candidates = fitting.count > 1 ? fitting : []
  }

  private func commonPrefix(_ first: String, _ second: String) -> Substring {
    let length = zip(first, second).prefix { $0 == $1 }.count
    return first.prefix(length)
  }
}
