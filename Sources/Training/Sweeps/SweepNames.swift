import GANs

/// The names of a sweep's runs: `sweep-1.rate=1e-4.seed=2`.
struct SweepNames {
  private let sweep: String
  /// What of each key stands in names: its last word, where that means no other key.
  private let words: [String: String]
  /// What of each value stands in names, by its key.
  private let values: [String: [String: String]]

  /// Longer ones would fill a terminal.
  private static let longest = 120
  private static let longestValue = 24

  init(sweep: String, axes: [SweepAxis]) {
    self.sweep = sweep
    let last = axes.map { $0.key.split(separator: ".").last.map(String.init) ?? $0.key }
    let counts = Dictionary(last.map { ($0, 1) }, uniquingKeysWith: +)
    words = Dictionary(
      zip(axes, last).map { axis, word in (axis.key, counts[word] == 1 ? word : axis.key) },
      uniquingKeysWith: { first, _ in first })
    values = Dictionary(
      axes.map { ($0.key, Self.words(of: $0.values)) }, uniquingKeysWith: { first, _ in first })
  }

  /// - Parameter number: of the combination, for names that would be too long.
  func run(number: Int, _ changes: [RecipeChange], seed: UInt64) -> String {
    let parts = changes.map { change in
      let value = values[change.key]?[change.value] ?? Self.fileWord(change.value)
      return "\(Self.fileWord(words[change.key] ?? change.key))=\(value)"
    }
    let name = ([sweep] + parts + ["seed=\(seed)"]).joined(separator: ".")
    guard name.utf8.count <= Self.longest else { return "\(sweep).\(number + 1).seed=\(seed)" }
    return name
  }

  /// Values of a key in short, with their numbers behind them where some would be alike.
  private static func words(of values: [String]) -> [String: String] {
    var words = values.map { String(fileWord(kind(of: $0) ?? $0).prefix(longestValue)) }
    let areApart = Set(words).count == words.count && !words.contains("")
    if !areApart { words = words.enumerated().map { "\($1.isEmpty ? "value" : $1)-\($0 + 1)" } }
    return Dictionary(zip(values, words)) { first, _ in first }
  }

  /// The type that a table names: `adam` of `{ type = "adam", rate = 1e-4 }`.
  private static func kind(of value: String) -> String? {
    guard value.hasPrefix("{") else { return nil }
    return value.firstMatch(of: /\btype\s*=\s*["']([^"']+)["']/).map { String($0.1) }
  }

  /// Text as it can stand in a folder's name and in a shell.
  private static func fileWord(_ text: String) -> String {
    text.split { !($0.isLetter || $0.isNumber || "+-._".contains($0)) }.joined(separator: "-")
  }
}
