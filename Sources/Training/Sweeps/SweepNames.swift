import GANs

/// The names of a sweep's runs: `sweep-1.rate=1e-4.seed=2`.
struct SweepNames {
  private let sweep: String
  /// What of each key stands in names: its last word, where that means no other key.
  private let words: [String: String]
  /// Whether values in the form in which they stand in names are still apart.
  private let areApart: Bool

  /// Longer ones would fill a terminal.
  private static let longest = 120

  init(sweep: String, axes: [SweepAxis]) {
    self.sweep = sweep
    let last = axes.map { $0.key.split(separator: ".").last.map(String.init) ?? $0.key }
    let counts = Dictionary(last.map { ($0, 1) }, uniquingKeysWith: +)
    words = Dictionary(
      zip(axes, last).map { axis, word in (axis.key, counts[word] == 1 ? word : axis.key) },
      uniquingKeysWith: { first, _ in first })
    areApart = axes.allSatisfy { axis in
      Set(axis.values.map(Self.fileWord)).count == axis.values.count
    }
  }

  /// - Parameter number: of the combination, for names that would be too long or alike.
  func run(number: Int, _ changes: [RecipeChange], seed: UInt64) -> String {
    let parts = changes.map {
      "\(Self.fileWord(words[$0.key] ?? $0.key))=\(Self.fileWord($0.value))"
    }
    let name = ([sweep] + parts + ["seed=\(seed)"]).joined(separator: ".")
    guard areApart, name.utf8.count <= Self.longest else {
      return "\(sweep).\(number + 1).seed=\(seed)"
    }
    return name
  }

  /// Text as it can stand in a folder's name and in a shell.
  private static func fileWord(_ text: String) -> String {
    String(text.map { $0.isLetter || $0.isNumber || "+-._".contains($0) ? $0 : "-" })
  }
}
