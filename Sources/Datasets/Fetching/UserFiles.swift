internal import Foundation

/// Files of a user's, among which those of a data set are looked for.
struct UserFiles {
  /// A file of a data set, and the name that it has there.
  struct Find: Hashable {
    let source: String
    let name: String
  }

  /// More files than this are not looked through: the path is taken for a mistake, such as `/`.
  private static let mostFiles = 10_000

  private let path: String
  /// The paths of the regular files, in their order.
  private let files: [String]

  /// The file that a path leads to, or those in a folder and its folders.
  init(at path: String) throws(DatasetError) {
    self.path = path
    files = try Self.files(at: path)
  }

  /// The archive of a set, recognised by its size and sum.
  func archive(of dataset: DatasetDescription) -> String? {
    dataset.publication.archive.flatMap { archive in files.first { archive.isCopied(at: $0) } }
  }

  /// The files of a set among these, by their names or sums.
  ///
  /// - Throws: that there is none, or that one is another set's.
  func finds(of dataset: DatasetDescription) throws(DatasetError) -> [Find] {
    let finds = dataset.fileNames.compactMap { name -> Find? in
      if let source = files.first(where: { Self.plain($0) == Self.plain(name) }) {
        return Find(source: source, name: name + (source.hasSuffix(".gz") ? ".gz" : ""))
      }
      let published = dataset.publication.files.first { Self.plain($0.name) == Self.plain(name) }
      guard let published, let source = files.first(where: published.isCopied) else { return nil }
      return Find(source: source, name: published.name)
    }
    guard !finds.isEmpty else {
      let names = dataset.fileNames.joined(separator: ", ")
      throw DatasetError(
        .missing,
        "\(path): holds no file of \(dataset.name); expected \(names), each may end in .gz")
    }
    for find in finds { try Self.refuseStranger(find.source, to: dataset) }
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
}

extension DatasetDescription {
  /// The names of all files of the set, without `.gz`.
  fileprivate var fileNames: [String] {
    DatasetSplit.allCases.flatMap { split in
      (files[split]?.images ?? []) + [files[split]?.labels].compactMap(\.self)
    }
  }
}
