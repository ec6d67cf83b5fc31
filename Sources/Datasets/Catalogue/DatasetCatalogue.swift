internal import Configuration
internal import Datafiles
internal import Foundation

/// The known data sets, and where their files are.
package struct DatasetCatalogue: Sendable {
  /// The known data sets, by name.
  package let descriptions: [String: DatasetDescription]
  package let searchPath: DatasetSearchPath

  /// The data sets that are built in or have a description that is.
  package init(searchPath: DatasetSearchPath) throws(DatasetError) {
    var descriptions: [String: DatasetDescription] = [:]
    for (name, toml) in BuiltinDatafiles.all {
      descriptions[name] = try DatasetDescription(
        toml: String(decoding: toml, as: UTF8.self), name: name)
    }
    self.descriptions = descriptions
    self.searchPath = searchPath
  }

  /// The images of a data set.
  ///
  /// - Parameters:
  ///   - reference: the name of a known set; or the path of a folder that holds files named as
  ///     those of a known set are; or the path of one file of images: CIFAR's if its name ends in
  ///     `.bin`, else IDX, with that of the labels beside it if there is one.
  ///   - split: which part of a set; of no meaning for the path of a file.
  ///   - limit: take no more than the first so many images.
  package func load(
    _ reference: String, split: DatasetSplit = .train, limit: Int? = nil
  ) throws(DatasetError) -> ImageDataset {
    let dataset =
      if let description = descriptions[reference] {
        try load(description, split: split, limit: limit)
      } else {
        try load(path: reference, split: split)
      }
    return limit.map(dataset.limited) ?? dataset
  }

  /// Where a known data set is: a folder, `built in`, or nil where its images are not found.
  package func place(of description: DatasetDescription) -> String? {
    guard let files = description.files[.train] else { return "built in" }
    return searchPath.folders.map { "\($0)/\(description.folder)" }
      .first { packedOrNot("\($0)/\(files.images)") != nil }
  }

  // MARK: - By name

  private func load(
    _ description: DatasetDescription, split: DatasetSplit, limit: Int?
  ) throws(DatasetError) -> ImageDataset {
    guard let files = description.files[split] else {
      return StrokesDataset.make(
        split: split, limit: limit, name: description.name, classNames: description.classNames)
    }
    for folder in searchPath.folders {
      let folder = "\(folder)/\(description.folder)"
      if let images = packedOrNot("\(folder)/\(files.images)") {
        return try load(
          description.format, images: images, labels: labels(files.labels, in: folder),
          name: description.name, classNames: description.classNames)
      }
    }
    throw DatasetError(
      .missing,
      "no data for '\(description.name)': looked for \(description.folder)/\(files.images)[.gz] in "
        + "\(placesLookedIn); \(description.wayToGet)")
  }

  private func labels(_ name: String?, in folder: String) throws(DatasetError) -> String? {
    guard let name else { return nil }
    guard let labels = packedOrNot("\(folder)/\(name)") else {
      throw DatasetError(.missing, "\(folder)/\(name)[.gz]: no such file, expected the labels")
    }
    return labels
  }

  private var placesLookedIn: String {
    searchPath.folders.isEmpty ? "no folder" : searchPath.folders.joined(separator: ", ")
  }

  // MARK: - By path

  private func load(path: String, split: DatasetSplit) throws(DatasetError) -> ImageDataset {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw unknown(path)
    }
    let name = URL(fileURLWithPath: path).lastPathComponent
    guard isFolder.boolValue else {
      if ["bin", "bin.gz"].contains(where: { path.hasSuffix(".\($0)") }) {
        return try load(.cifar, images: path, labels: nil, name: name, classNames: nil)
      }
      // The name that MNIST's labels have beside its images.
      let labels = path.replacing("images-idx3", with: "labels-idx1")
      let pair = labels == path ? nil : packedOrNot(labels)
      return try load(.idx, images: path, labels: pair, name: name, classNames: nil)
    }
    let known = descriptions.sorted { $0.key < $1.key }.map(\.value)
    for description in known {
      guard let files = description.files[split],
        let images = packedOrNot("\(path)/\(files.images)")
      else { continue }
      return try load(
        description.format, images: images,
        labels: files.labels.flatMap { packedOrNot("\(path)/\($0)") }, name: name, classNames: nil)
    }
    let expected = Set(known.compactMap { $0.files[split]?.images }).sorted()
      .map { "\($0)[.gz]" }.joined(separator: " or ")
    throw DatasetError(.missing, "\(path): this folder holds no \(expected)")
  }

  private func unknown(_ reference: String) -> DatasetError {
    let words = knownWords(descriptions.keys, nearestTo: reference)
    return DatasetError(
      reference.contains("/") ? .missing : .unknown,
      "no data set or file is called '\(reference)'; \(words); looked in \(placesLookedIn)")
  }

  // MARK: - Files

  private func load(
    _ format: DatasetDescription.Format, images: String, labels: String?, name: String,
    classNames: [String]?
  ) throws(DatasetError) -> ImageDataset {
    format == .cifar
      ? try load(cifar: images, name: name, classNames: classNames)
      : try load(images: images, labels: labels, name: name, classNames: classNames)
  }

  private func load(
    cifar path: String, name: String, classNames: [String]?
  ) throws(DatasetError) -> ImageDataset {
    let images = try CIFARFile.read(at: path)
    return ImageDataset(
      name: name, pixels: images.pixels, width: CIFARFile.side, height: CIFARFile.side,
      channels: CIFARFile.channels, labels: images.labels,
      classNames: classNames ?? Self.numbers(upTo: images.labels))
  }

  private func load(
    images imagesPath: String, labels labelsPath: String?, name: String, classNames: [String]?
  ) throws(DatasetError) -> ImageDataset {
    let images = try IDXFile.readImages(at: imagesPath)
    var labels: [UInt8]?
    if let labelsPath {
      labels = try IDXFile.readLabels(
        at: labelsPath, imageCount: images.count, classCount: classNames?.count)
    }
    return ImageDataset(
      name: name, pixels: images.pixels, width: images.columns, height: images.rows, channels: 1,
      labels: labels, classNames: classNames ?? Self.numbers(upTo: labels ?? []))
  }

  /// Class names where none are known.
  private static func numbers(upTo labels: [UInt8]) -> [String] {
    labels.max().map { (0...$0).map(String.init) } ?? []
  }

  /// The path as it stands, or with `.gz` put to it or taken from it, whichever is a file.
  private func packedOrNot(_ path: String) -> String? {
    let other = path.hasSuffix(".gz") ? String(path.dropLast(3)) : path + ".gz"
    return [path, other].first { FileManager.default.fileExists(atPath: $0) }
  }
}
