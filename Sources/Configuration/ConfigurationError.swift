/// What is wrong in a configuration file, and where: one line for the user.
package struct ConfigurationError: Error, Hashable, CustomStringConvertible {
  /// The file as the user knows it.
  package let file: String
  /// The line, counted from 1, where it is known.
  package let line: Int?
  /// What is wrong and what was expected.
  package let problem: String

  package init(file: String, line: Int?, problem: String) {
    self.file = file
    self.line = line
    self.problem = problem
  }

  package var description: String {
    if let line { "\(file):\(line): \(problem)" } else { "\(file): \(problem)" }
  }
}
