package import Configuration

/// Why a recipe cannot be used: one line for the user.
package enum RecipeError: Error, CustomStringConvertible {
  /// No recipe has the name.
  case unknown(String)
  /// The file cannot be read.
  case unreadable(String)
  /// The file does not say what a recipe says.
  case malformed(ConfigurationError)
  /// Its layers do not fit to each other or to the data.
  case unfit(String)

  package var description: String {
    switch self {
    case .unknown(let problem), .unreadable(let problem), .unfit(let problem): problem
    case .malformed(let error): error.description
    }
  }
}
