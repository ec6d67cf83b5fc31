internal import Foundation
internal import Hashing

/// Takes in files of a data set that the user already has.
///
/// The user's files are copied, never moved or changed. Copies get their names when they have been
/// loaded as the set without an error.
package struct DatasetImporter {
  /// What was done.
  package struct Result: Sendable, Hashable {
    /// The folder of the set.
    package let folder: String
    /// The names of the files that were copied.
    package let copied: [String]
    /// The names of the files that were there before, byte for byte.
    package let wereHere: [String]
    /// The splits that are whole now.
    package let splits: [DatasetSplit]
  }

  /// The folder that holds one folder a set.
  private let root: String

  package init(into root: String) {
    self.root = root
  }

  /// Copies the files of a set that a path leads to: one file, or a folder with the folders in it.
  ///
  /// Files are recognised by their names, packed (`.gz`) or not, or by their sums; the archive of a
  /// set is taken apart.
  package func take(_ dataset: DatasetDescription, from path: String) throws(DatasetError) -> Result
  {
    guard dataset.format != .builtIn else {
      throw DatasetError(.usage, "\(dataset.name) is built in: there is nothing to import")
    }
    let files = try UserFiles(at: path)
    let staging = "\(root)/.\(dataset.folder).import-\(UUID().uuidString.prefix(8))"
    let stagedFolder = "\(staging)/\(dataset.folder)"
    defer { try? FileManager.default.removeItem(atPath: staging) }
    do throws(DatasetError) {
      try Self.stage(dataset, from: files, in: stagedFolder)
    } catch {
      // The folder of copies is nothing that the user knows.
      throw DatasetError(error.kind, error.description.replacing(staging, with: root))
    }
    let splits = try Self.load(dataset, from: staging, calledByTheUser: path)
    return try place(dataset, from: stagedFolder, splits: splits)
  }

  // MARK: - Copying

  /// Puts copies of a set's files into a folder.
  private static func stage(
    _ dataset: DatasetDescription, from files: UserFiles, in folder: String
  ) throws(DatasetError) {
    if let archive = files.archive(of: dataset) {
      try makeFolder(folder)
      try TarArchive(path: archive).unpack(dataset.publication.files, into: folder)
    } else {
      let finds = try files.finds(of: dataset)
      try makeFolder(folder)
      for find in finds { try copy(find.source, to: "\(folder)/\(find.name)") }
    }
  }

  private static func makeFolder(_ path: String) throws(DatasetError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw DatasetError(.unwritable, "\(path): cannot be made: \(posixReason(error))")
    }
  }

  private static func copy(_ source: String, to path: String) throws(DatasetError) {
    let input = try FileDescriptor(reading: source)
    let part = try PartialFile(for: path)
    var offset = 0
    while true {
      let bytes = try input.bytes(in: offset..<offset + (1 << 20))
      guard !bytes.isEmpty else { return try part.finish() }
      try part.append(bytes)
      offset += bytes.count
    }
  }

  /// Loads every split whose files are all there.
  ///
  /// - Parameter path: what errors name in place of the folder of copies, which the user never sees.
  private static func load(
    _ dataset: DatasetDescription, from root: String, calledByTheUser path: String
  ) throws(DatasetError) -> [DatasetSplit] {
    let catalogue = try DatasetCatalogue(searchPath: DatasetSearchPath(folders: [root]))
    var splits: [DatasetSplit] = []
    var firstMissing: DatasetError?
    for split in DatasetSplit.allCases {
      do throws(DatasetError) {
        _ = try catalogue.load(dataset.name, split: split)
        splits.append(split)
      } catch {
        guard error.kind == .missing else {
          throw named(error, path, insteadOf: root, folder: dataset.folder)
        }
        firstMissing = firstMissing ?? error
      }
    }
    guard splits.isEmpty, let firstMissing else { return splits }
    throw named(firstMissing, path, insteadOf: root, folder: dataset.folder)
  }

  private static func named(
    _ error: DatasetError, _ path: String, insteadOf root: String, folder: String
  ) -> DatasetError {
    let text = error.description.replacing("\(root)/\(folder)/", with: "\(path): ")
    return DatasetError(error.kind, text.replacing(root, with: path))
  }

  /// Gives the copies their places; a file that is there already stays.
  private func place(
    _ dataset: DatasetDescription, from staged: String, splits: [DatasetSplit]
  ) throws(DatasetError) -> Result {
    let folder = "\(root)/\(dataset.folder)"
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: staged)) ?? []).sorted()
    let (copied, wereHere) = try Self.sort(names, from: staged, in: folder)
    try Self.makeFolder(folder)
    for name in copied {
      guard unsafe rename("\(staged)/\(name)", "\(folder)/\(name)") == 0 else {
        throw DatasetError(
          .inputOutput, "\(folder)/\(name): cannot be written: \(systemReason())")
      }
    }
    return Result(folder: folder, copied: copied, wereHere: wereHere, splits: splits)
  }

  /// Which copies are new to a folder, and which it has already.
  ///
  /// - Throws: that it has another file of the same name, packed or not.
  private static func sort(
    _ names: [String], from staged: String, in folder: String
  ) throws(DatasetError) -> (new: [String], present: [String]) {
    var (new, present): ([String], [String]) = ([], [])
    for name in names {
      let other = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name + ".gz"
      guard
        let there = [name, other].first(where: {
          FileManager.default.fileExists(atPath: "\(folder)/\($0)")
        })
      else {
        new.append(name)
        continue
      }
      let isSame = try SHA256.ofFile("\(folder)/\(there)") == SHA256.ofFile("\(staged)/\(name)")
      guard isSame else {
        throw DatasetError(
          .unwritable, "\(folder)/\(there): is there already, with other bytes; move it away first")
      }
      present.append(name)
    }
    return (new, present)
  }
}
