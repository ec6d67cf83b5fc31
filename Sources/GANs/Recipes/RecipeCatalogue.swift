package import Configuration
internal import Foundation
internal import Recipes

/// The recipes that can be named: a user's own in the configuration folder come before those that
/// are built into the program.
package struct RecipeCatalogue: Sendable {
  /// A user's own recipes, `<name>.toml` each.
  private let folder: URL

  package init(folders: UserFolders = UserFolders()) {
    folder = URL(filePath: folders.configuration)
      .appending(path: "recipes", directoryHint: .isDirectory)
  }

  /// The names of all recipes, in alphabetical order.
  package var names: [String] {
    Set(BuiltinRecipes.all.keys).union(ownNames).sorted()
  }

  /// Finds a recipe by its name, or by the path of a file that ends in `.toml`.
  package func recipe(_ name: String) throws(RecipeError) -> Recipe {
    if name.hasSuffix(".toml") {
      let file = URL(filePath: name)
      return try read(file, name: file.deletingPathExtension().lastPathComponent, shownAs: name)
    }
    if ownNames.contains(name) {
      let file = folder.appending(path: "\(name).toml")
      return try read(file, name: name, shownAs: file.path(percentEncoded: false))
    }
    guard let bytes = BuiltinRecipes.all[name] else {
      throw .unknown("no recipe '\(name)'; \(knownWords(names, nearestTo: name))")
    }
    return try parse(
      String(decoding: bytes, as: UTF8.self), name: name, shownAs: "recipes/\(name).toml")
  }

  private var ownNames: [String] {
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (files ?? []).filter { $0.pathExtension == "toml" }
      .map { $0.deletingPathExtension().lastPathComponent }
  }

  private func read(_ file: URL, name: String, shownAs shown: String) throws(RecipeError) -> Recipe
  {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: file)
    } catch {
      throw .unreadable("\(shown): cannot be read; is it there, and a file?")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .malformed(
        ConfigurationError(file: shown, line: nil, problem: "not TOML: this is no text in UTF-8"))
    }
    return try parse(text, name: name, shownAs: shown)
  }

  private func parse(
    _ text: String, name: String, shownAs file: String
  ) throws(RecipeError) -> Recipe {
    do {
      return try Recipe(toml: text, name: name, file: file)
    } catch {
      throw .malformed(error)
    }
  }
}
