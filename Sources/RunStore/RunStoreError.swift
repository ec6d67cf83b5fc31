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
    // Names and texts of a damaged file may hold anything; no line ends and no commands to a terminal
    // come out of it.
    self.description = String(
      String.UnicodeScalarView(
        description.unicodeScalars.map { $0.isPrintable ? $0 : "\u{FFFD}" }))
  }

  package var exitCode: Int32 { kind.rawValue }
}

extension Unicode.Scalar {
  /// Whether it is neither a command to a terminal nor the end of a line.
  fileprivate var isPrintable: Bool {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }
}
