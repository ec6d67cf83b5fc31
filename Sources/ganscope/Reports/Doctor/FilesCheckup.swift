import Configuration
import Datasets
import Foundation
import GANs
import RunStore
import Screens

/// A user's files: settings and whether they are understood, data sets, the place of the runs.
struct FilesCheckup {
  private let folders = UserFolders()
  let searchPath: DatasetSearchPath

  var findings: [Finding] {
    [
      Finding("settings", folders.configuration),
      file("options", "config.toml") { _ = try ScreenConfiguration.ofUser(folders: folders) },
      file("keys", "keys.toml") { _ = try KeyMap.ofUser(folders: folders) },
      themes, recipes,
    ] + datasets + [runs]
  }

  // MARK: - Settings

  /// A file that the live screen reads, which does not open where it would have to guess.
  private func file(_ subject: String, _ name: String, reading: () throws -> Void) -> Finding {
    let exists = FileManager.default.fileExists(atPath: "\(folders.configuration)/\(name)")
    do {
      try reading()
      return Finding(subject, exists ? "those of \(name)" : "the usual ones")
    } catch {
      return Finding(subject, "\(name) cannot be used").failing(
        ShellError(error).message, preventsScreen: true)
    }
  }

  private var themes: Finding {
    let catalogue = ThemeCatalogue(folders: folders)
    return count("themes", catalogue.names) { _ = try catalogue.theme($0) }
  }

  private var recipes: Finding {
    let catalogue = RecipeCatalogue(folders: folders)
    return count("recipes", catalogue.names) { _ = try catalogue.recipe($0) }
  }

  private func count(
    _ subject: String, _ names: [String], reading: (String) throws -> Void
  ) -> Finding {
    let mistakes = names.compactMap { name in
      do {
        try reading(name)
        return nil as String?
      } catch {
        return ShellError(error).message
      }
    }
    guard let first = mistakes.first else { return Finding(subject, "\(names.count)") }
    let others = mistakes.count > 1 ? " (and \(mistakes.count - 1) more)" : ""
    return Finding(subject, "\(names.count), \(mistakes.count) unusable").failing(first + others)
  }

  // MARK: - Data sets

  private var datasets: [Finding] {
    let place = Finding("data folders", searchPath.folders.joined(separator: ", "))
    do {
      let catalogue = try DatasetCatalogue(searchPath: searchPath)
      let here = catalogue.sorted.filter { catalogue.place(of: $0) != nil }.map(\.name)
      let elsewhere = catalogue.sorted.map(\.name).filter { !here.contains($0) }
      return [
        place, Finding("data sets", here.joined(separator: ", ")),
        Finding("to be fetched", elsewhere.joined(separator: ", ")),
      ].filter { !$0.value.isEmpty }
    } catch {
      return [place, Finding("data sets", "unreadable").failing(ShellError(error).message)]
    }
  }

  // MARK: - Runs

  private var runs: Finding {
    let folder = RunCatalogue(folders: folders).folder
    let existing = nearestExisting(folder)
    let attributes = try? FileManager.default.attributesOfFileSystem(forPath: existing)
    let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value
    let room = free.map { ", \($0 >> 20) MB free" } ?? ""
    let finding = Finding("runs", folder + room)
    // Something else may well be written, as a device can.
    let isFolder = FileManager.default.fileExists(atPath: existing + "/.")
    guard isFolder, FileManager.default.isWritableFile(atPath: existing) else {
      let flaw = isFolder ? "cannot be written" : "is no folder"
      return finding.failing(
        "\(existing) \(flaw), and every run is recorded; give another place",
        fix: "export XDG_DATA_HOME=$HOME/.local/share", preventsScreen: true)
    }
    guard let free, free < 1 << 30 else { return finding }
    return finding.noting(
      "a long run keeps up to 2 GB of checkpoints; keep fewer",
      fix: "ganscope --checkpoint-budget 200M")
  }

  /// The folder itself or the nearest one around it that is there.
  private func nearestExisting(_ folder: String) -> String {
    var path = folder
    while path != "/", !path.isEmpty, !FileManager.default.fileExists(atPath: path) {
      path = (path as NSString).deletingLastPathComponent
    }
    return path.isEmpty ? "." : path
  }
}
