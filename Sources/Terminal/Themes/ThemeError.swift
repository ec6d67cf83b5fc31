/// A mistake in a theme file, as one line for the user.
package struct ThemeError: Error, Equatable, CustomStringConvertible {
  package let file: String
  /// The line, counted from 1.
  package let line: Int
  package let problem: String

  package var description: String { "\(file):\(line): \(problem)" }
}
