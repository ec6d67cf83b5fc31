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
  /// - Throws: that there is no key, or no value where one should be.
  package init(argument: String) throws(SweepError) {
    func mistake(_ problem: String) -> SweepError {
      SweepError(.usage, "\(problem): write KEY=VALUE,VALUE such as rate=1e-4,2e-4")
    }
    guard let equals = argument.firstIndex(of: "=") else { throw mistake("it has no '='") }
    key = argument[..<equals].trimmingCharacters(in: .whitespaces)
    values = Self.parts(of: argument[argument.index(after: equals)...])
      .map { $0.trimmingCharacters(in: .whitespaces) }
    guard !key.isEmpty else { throw mistake("it has no key before the '='") }
    guard let empty = values.firstIndex(of: "") else { return }
    throw mistake(values.count == 1 ? "it has no value" : "its value \(empty + 1) is empty")
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
