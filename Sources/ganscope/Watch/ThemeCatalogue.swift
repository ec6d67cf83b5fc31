import Configuration
import Foundation
import Terminal

/// The themes that can be named: a user's own in the configuration folder come before those that are
/// built into the program.
struct ThemeCatalogue {
  private let folder: String

  init(folders: UserFolders = UserFolders()) {
    folder = "\(folders.configuration)/themes"
  }

  /// The names of all themes, sorted.
  var names: [String] {
    let own = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let ownNames = own.filter { $0.hasSuffix(".theme") }.map { String($0.dropLast(6)) }
    return Set(ownNames + Theme.builtinNames).sorted()
  }

  /// Finds a theme by its name, or by the path of a file that ends in `.theme`.
  func theme(_ name: String) throws -> Theme {
    let path = name.hasSuffix(".theme") ? name : "\(folder)/\(name).theme"
    if name.hasSuffix(".theme") || FileManager.default.fileExists(atPath: path) {
      guard let source = try? String(contentsOfFile: path, encoding: .utf8) else {
        throw ShellError("\(path): cannot be read as text; is it there, and a theme?", .noInput)
      }
      return try Theme(name: name, source: source, file: path)
    }
    guard let theme = try Theme.builtin(name) else {
      let known = knownWords(Theme.builtinNames, nearestTo: name)
      throw ShellError("no theme '\(name)'; \(known)", .usage)
    }
    return theme
  }
}
