import Foundation

/// One value of a recipe and all that it is to take in a sweep: `generator.rate=1e-4,2e-4`.
package struct SweepAxis: Sendable, Hashable, Codable {
  package var key: String
  package var values: [String]

  package init(key: String, values: [String]) {
    self.key = key
    self.values = values
  }

  /// Reads what stands behind `--set`; commas within quotes and brackets part no values.
  ///
  /// - Returns: nil where there is no key, or an empty value.
  package init?(argument: String) {
    guard let equals = argument.firstIndex(of: "=") else { return nil }
    key = argument[..<equals].trimmingCharacters(in: .whitespaces)
    values = Self.parts(of: argument[argument.index(after: equals)...])
      .map { $0.trimmingCharacters(in: .whitespaces) }
    guard !key.isEmpty, !values.isEmpty, values.allSatisfy({ !$0.isEmpty }) else { return nil }
  }

  private static func parts(of text: Substring) -> [String] {
    var parts = [""]
    var depth = 0
    var quote: Character?
    for character in text {
      switch character {
      case _ where quote != nil: if character == quote { quote = nil }
      case "\"", "'": quote = character
      case "[", "{": depth += 1
      case "]", "}": depth -= 1
      case "," where depth == 0:
        parts.append("")
        continue
      default: break
      }
      parts[parts.count - 1].append(character)
    }
    return parts
  }
}
