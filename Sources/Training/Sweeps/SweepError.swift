/// Why a sweep cannot be: one line for the user.
package struct SweepError: Error, Hashable, CustomStringConvertible {
  package enum Kind: Sendable, Hashable {
    case unknown
    case malformed
    /// Another process is at it.
    case busy
    case usage
  }

  package let kind: Kind
  package let description: String

  package init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
