/// A value of a configuration file.
package indirect enum Setting: Sendable, Hashable {
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case list([Setting])
  case table([String: Setting])

  /// What it is, for an error message.
  var kind: String {
    switch self {
    case .boolean: "a boolean"
    case .integer: "an integer"
    case .number: "a number"
    case .text: "a text"
    case .list: "a list"
    case .table: "a table"
    }
  }
}
