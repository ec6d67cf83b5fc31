/// What went wrong with a run or a file of one: one line for the user.
package struct RunStoreError: Error, Hashable, CustomStringConvertible {
  /// Each kind has its exit code of sysexits.
  package enum Kind: Int32, Sendable, Hashable {
    case usage = 64
    case badData = 65
    case noInput = 66
    case cannotCreate = 73
    case inputOutput = 74
    /// Another process is at it: possible later.
    case busy = 75
  }

  package let kind: Kind
  /// What is wrong, where, and what to do.
  package let description: String

  package init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  package var exitCode: Int32 { kind.rawValue }
}
