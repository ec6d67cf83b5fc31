/// Why a data set cannot be used: one line for the user.
package struct DatasetError: Error, Hashable, CustomStringConvertible {
  package enum Kind: Sendable, Hashable {
    /// No data set has the name.
    case unknown
    /// A file or folder is not there or may not be read.
    case missing
    /// A file holds something else than it should.
    case malformed
    /// A file cannot be written.
    case unwritable
    /// An option makes no sense.
    case usage
    /// No server offers a file, or there is no network.
    case unavailable
    /// Reading or writing has failed midway, as on a full disk.
    case inputOutput
  }

  package let kind: Kind
  /// What is wrong, where, and what was expected.
  package let description: String

  package init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
