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

  /// A file of the user's, and the name that it gets.
  private struct Find: Hashable {
    let source: String
    let name: String
  }

  /// More files than this are not looked through: the path is taken for a mistake, such as `/`.
  private static let mostFiles = 10_000

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
    let files = try Self.files(at: path)
    let staging = "\(root)/.\(dataset.folder).import-\(UUID().uuidString.prefix(8))"
    let stagedFolder = "\(staging)/\(dataset.folder)"
    try Self.makeFolder(stagedFolder)
    defer { try? FileManager.default.removeItem(atPath: staging) }
    if let archive = Self.archive(of: dataset, among: files) {
      try TarArchive(path: archive).unpack(dataset.publication.files, into: stagedFolder)
    } else {
      for find in try Self.finds(of: dataset, among: files, at: path) {
        try Self.refuseStranger(find.source, to: dataset)
        try Self.copy(find.source, to: "\(stagedFolder)/\(find.name)")
      }
    }
    let splits = try Self.load(dataset, from: staging)
    return try place(dataset, from: stagedFolder, splits: splits)
  }

  // MARK: - Looking

  /// The regular files that a path leads to.
  private static func files(at path: String) throws(DatasetError) -> [String] {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw DatasetError(.missing, "\(path): no such file or folder")
    }
    guard isFolder.boolValue else { return [path] }
    guard let names = FileManager.default.enumerator(atPath: path) else {
      throw DatasetError(.missing, "\(path): cannot be read")
    }
    var files: [String] = []
    for case let name as String in names {
      var isFolder: ObjCBool = false
      let file = "\(path)/\(name)"
      guard unsafe FileManager.default.fileExists(atPath: file, isDirectory: &isFolder),
        !isFolder.boolValue
      else { continue }
      files.append(file)
      guard files.count <= mostFiles else {
        throw DatasetError(
          .usage, "\(path): holds more than \(mostFiles) files; name the folder of the data set")
      }
    }
    return files.sorted()
  }

  /// The archive of a set, recognised by its size and sum.
  private static func archive(
    of dataset: DatasetDescription, among files: [String]
  ) -> String? {
    dataset.publication.archive.flatMap { archive in files.first { archive.isCopied(at: $0) } }
  }

  /// The files of a set among others.
  private static func finds(
    of dataset: DatasetDescription, among files: [String], at path: String
  ) throws(DatasetError) -> [Find] {
    let finds = dataset.fileNames.compactMap { name -> Find? in
      if let source = files.first(where: { plain($0) == plain(name) }) {
        return Find(source: source, name: name + (source.hasSuffix(".gz") ? ".gz" : ""))
      }
      let published = dataset.publication.files.first { plain($0.name) == plain(name) }
      guard let published, let source = files.first(where: published.isCopied) else { return nil }
      return Find(source: source, name: published.name)
    }
    guard !finds.isEmpty else {
      let names = dataset.fileNames.joined(separator: ", ")
      throw DatasetError(
        .missing,
        "\(path): holds no file of \(dataset.name); expected \(names), each may end in .gz")
    }
    return finds
  }

  /// Refuses a published file of another set: many sets have files of the same names.
  private static func refuseStranger(
    _ source: String, to dataset: DatasetDescription
  ) throws(DatasetError) {
    let own = dataset.publication.files
    for other in try DatasetCatalogue(searchPath: DatasetSearchPath(folders: [])).sorted {
      let strange = other.publication.files.first { !own.contains($0) && $0.isCopied(at: source) }
      guard let strange else { continue }
      throw DatasetError(
        .malformed, "\(source): is \(strange.name) of \(other.name), not of \(dataset.name)")
    }
  }

  /// The name of a file without folders and `.gz`, spelled as MNIST's is: some programs unpack
  /// `train-images-idx3-ubyte.gz` as `train-images.idx3-ubyte`.
  private static func plain(_ path: String) -> String {
    let name = URL(fileURLWithPath: path).lastPathComponent.lowercased()
    return (name.hasSuffix(".gz") ? String(name.dropLast(3)) : name)
      .replacing(".idx", with: "-idx")
  }

  private static func size(of path: String) -> Int {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? Int(status.st_size) : -1
  }

  // MARK: - Copying

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
  private static func load(
    _ dataset: DatasetDescription, from root: String
  ) throws(DatasetError) -> [DatasetSplit] {
    let catalogue = try DatasetCatalogue(searchPath: DatasetSearchPath(folders: [root]))
    var splits: [DatasetSplit] = []
    var firstMissing: DatasetError?
    for split in DatasetSplit.allCases {
      do throws(DatasetError) {
        _ = try catalogue.load(dataset.name, split: split)
        splits.append(split)
      } catch {
        guard error.kind == .missing else { throw error }
        firstMissing = firstMissing ?? error
      }
    }
    if splits.isEmpty, let firstMissing { throw firstMissing }
    return splits
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
      guard let there = [name, other].first(where: { size(of: "\(folder)/\($0)") >= 0 }) else {
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

extension DatasetDescription {
  /// The names of all files of the set, without `.gz`.
  fileprivate var fileNames: [String] {
    DatasetSplit.allCases.flatMap { split in
      (files[split]?.images ?? []) + [files[split]?.labels].compactMap(\.self)
    }
  }
}
