package import Configuration
import Foundation

/// The folder in which runs are kept by name.
package struct RunCatalogue: Sendable {
  package let folder: String

  package init(folder: String) {
    self.folder = folder
  }

  /// The user's own.
  package init(folders: UserFolders = UserFolders()) {
    self.init(folder: folders.data + "/runs")
  }

  /// All runs of the catalogue by name, numbers within names in their order.
  package func runs() -> [RunDirectory] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted { $0.compare($1, options: .numeric) == .orderedAscending }
      .map(directory(named:))
      .filter(\.holdsRun)
  }

  /// The run that `NAME|DIRECTORY` of the command line means; something with a slash is a path.
  ///
  /// - Throws: that there is no such run, with the known ones and the nearest of them.
  package func existing(_ word: String) throws(RunStoreError) -> RunDirectory {
    let directory = try directory(for: word)
    if directory.holdsRun { return directory }
    if word.contains("/") {
      throw RunStoreError(
        .noInput,
        FileManager.default.fileExists(atPath: directory.path)
          ? "\(word): is not the folder of a run: it holds no run.sqlite"
          : "\(word): there is no such folder: 'ganscope runs' lists the runs")
    }
    let known = runs().map(\.name)
    throw RunStoreError(
      .noInput,
      known.isEmpty
        ? "unknown run \(word): there are no runs in \(folder) yet: 'ganscope train' makes one"
        : "unknown run \(word): \(knownWords(known, nearestTo: word))")
  }

  /// The place of a new run, by `NAME|DIRECTORY` of the command line or by an automatic name.
  ///
  /// An automatic name is like `pocket-strokes-3`. Nothing is made on disk yet.
  ///
  /// - Throws: that the name is taken or cannot be one, or that the folder could not be made.
  package func new(
    _ word: String?, recipe: String, dataset: String
  ) throws(RunStoreError) -> RunDirectory {
    let directory =
      try word.map { word throws(RunStoreError) in try self.directory(for: word) }
      ?? automatic(recipe: recipe, dataset: dataset)
    try directory.requireCreatable()
    return directory
  }

  private func directory(named name: String) -> RunDirectory {
    RunDirectory(path: folder + "/" + name)
  }

  private func directory(for word: String) throws(RunStoreError) -> RunDirectory {
    let hasControls = word.unicodeScalars.contains { $0.properties.generalCategory == .control }
    if word.contains("/"), !hasControls {
      return RunDirectory(path: URL(fileURLWithPath: word).standardizedFileURL.path)
    }
    // A name that begins with a hyphen could not be given to `runs rm`.
    let beginsWell = word.first.map { $0.isLetter || $0.isNumber } ?? false
    guard beginsWell, !hasControls, word.utf8.count <= 255 else {
      throw RunStoreError(
        .usage,
        "a run cannot have the name '\(hasControls ? "…" : word)': begin it with a letter or a digit"
      )
    }
    return directory(named: word)
  }

  /// One more than the highest number in use, so that the name of a removed run is not reused
  /// while later ones are there.
  private func automatic(recipe: String, dataset: String) -> RunDirectory {
    let prefix = "\(Self.word(recipe))-\(Self.word(dataset))-"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let numbers = names.compactMap { name in
      name.hasPrefix(prefix) ? Int(name.dropFirst(prefix.count)) : nil
    }
    let highest = min(numbers.max() ?? 0, .max / 2)
    return RunDirectory(stem: folder + "/" + prefix, number: highest + 1)
  }

  /// The part of a recipe's or data set's name, or of its path, that can stand in a folder's name.
  private static func word(_ text: String) -> String {
    let file = URL(fileURLWithPath: text).deletingPathExtension().lastPathComponent
    return String(file.prefix(40).map { $0.isLetter || $0.isNumber ? $0 : "-" })
  }
}
