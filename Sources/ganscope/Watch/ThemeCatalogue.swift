import Configuration
import Foundation
import Terminal

/// The themes that can be named: a user's own in the configuration folder come before those that are
/// built into the program.
struct ThemeCatalogue {
  /// Where a theme is from.
  enum Source: Equatable {
    case builtIn
    /// A user's own, with the path of its file.
    case file(String)
  }

  private let folder: String

  init(folders: UserFolders = UserFolders()) {
    folder = "\(folders.configuration)/themes"
  }

  /// The names of all themes, each once: a user's own first, then those that are built in; both sorted.
  var names: [String] {
    let own = ownNames
    return own + Theme.builtinNames.filter { !own.contains($0) }
  }

  /// Finds a theme by its name, or by the path of a file that ends in `.theme`.
  ///
  /// - Throws: that there is none, or the first mistake in its file, with the line.
  func theme(_ name: String) throws -> Theme {
    switch try source(of: name) {
    case .builtIn:
      guard let theme = try Theme.builtin(name) else { throw unknown(name) }
      return theme
    case .file(let path): return try Theme(name: name, source: try read(path), file: path)
    }
  }

  /// The text of a theme's file, whatever mistakes it has.
  func text(_ name: String) throws -> String {
    switch try source(of: name) {
    case .builtIn:
      guard let text = Theme.builtinSource(name) else { throw unknown(name) }
      return text
    case .file(let path): return try read(path)
    }
  }

  func source(of name: String) throws -> Source {
    if name.hasSuffix(".theme") || ownNames.contains(name) { return .file(ownPath(of: name)) }
    guard Theme.builtinNames.contains(name) else { throw unknown(name) }
    return .builtIn
  }

  /// Where a user's own theme of a name is, or would be.
  func ownPath(of name: String) -> String {
    name.hasSuffix(".theme") ? name : "\(folder)/\(name).theme"
  }

  private var ownNames: [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".theme") && !$0.hasPrefix(".") }
      .map { String($0.dropLast(".theme".count)) }.sorted()
  }

  private func read(_ path: String) throws -> String {
    guard let text = try? UserFile.text(at: path) else {
      throw ShellError("\(path): cannot be read as text; is it there, and a theme?", .noInput)
    }
    return text
  }

  private func unknown(_ name: String) -> ShellError {
    ShellError("no theme '\(name)'; \(knownWords(names, nearestTo: name))", .usage)
  }
}
