internal import Foundation

/// Which images a folder holds, in the order of their names, and their classes.
struct PictureListing {
  private(set) var paths: [String] = []
  /// The class of each image; nil where the images are in the folder itself.
  private(set) var labels: [UInt8]?
  private(set) var classNames: [String] = []

  private static let kinds: Set = ["png", "jpg", "jpeg"]
  /// A label is a byte.
  private static let largestClassCount = 256

  /// The parts in which sets are published, of which only those of `DatasetSplit` are read.
  private static let parts: Set = ["train", "test", "val", "validation"]

  /// The images of a folder, or of its part for a split where it has nothing but such parts.
  ///
  /// Sub-folders without images, and what is in sub-folders of theirs, do not count.
  init(of folder: String, split: DatasetSplit) throws(DatasetError) {
    let folders = try Self.names(in: folder).filter { Self.isFolder("\(folder)/\($0)") }
    guard !folders.isEmpty, Self.parts.isSuperset(of: folders) else {
      guard split == .train else {
        throw DatasetError(.missing, "\(folder): no folder \(split.rawValue) in it")
      }
      try self.init(of: folder)
      return
    }
    guard folders.contains(split.rawValue) else {
      throw DatasetError(
        .missing,
        "\(folder): no folder \(split.rawValue) in it, though it has"
          + " \(folders.joined(separator: ", "))")
    }
    try self.init(of: "\(folder)/\(split.rawValue)")
  }

  private init(of folder: String) throws(DatasetError) {
    let names = try Self.names(in: folder)
    paths = Self.images(among: names, of: folder)
    var classes: [(name: String, paths: [String])] = []
    for name in names where Self.isFolder("\(folder)/\(name)") {
      let path = "\(folder)/\(name)"
      let images = Self.images(among: try Self.names(in: path), of: path)
      if !images.isEmpty { classes.append((name, images)) }
    }
    guard !classes.isEmpty else { return }
    guard paths.isEmpty else {
      throw DatasetError(
        .malformed,
        "\(paths[0]): is beside folders of images such as \(classes[0].name); put"
          + " images either all in this folder or all in folders of their class")
    }
    guard classes.count <= Self.largestClassCount else {
      throw DatasetError(
        .malformed,
        "\(folder): \(classes.count) folders of images, expected at most"
          + " \(Self.largestClassCount) classes")
    }
    classNames = classes.map(\.name)
    paths = classes.flatMap(\.paths)
    labels = classes.enumerated().flatMap { label, group in
      group.paths.map { _ in UInt8(label) }
    }
  }

  /// The names of what is in a folder and not hidden, in their order.
  private static func names(in folder: String) throws(DatasetError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder)
        .filter { !$0.hasPrefix(".") }.sorted()
    } catch {
      throw DatasetError(.missing, "\(folder): cannot be read: may this folder be opened?")
    }
  }

  private static func images(among names: [String], of folder: String) -> [String] {
    names.filter { name in
      kinds.contains(URL(fileURLWithPath: name).pathExtension.lowercased())
    }
    .map { "\(folder)/\($0)" }
    .filter { !isFolder($0) }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}
