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
  ///     those of a known set are, or PNG and JPEG images; or the path of one file of images: CIFAR's
  ///     if its name ends in `.bin`, NumPy's (`.npy`, `.npz`), comma-separated values (`.csv`), else
  ///     IDX, with that of the labels beside it if there is one. Classes may follow behind a colon.
  ///   - split: which part of a set; of no meaning for most files.
  ///   - limit: take no more than the first so many images (of the classes).
  package func load(
    _ reference: String, split: DatasetSplit = .train, limit: Int? = nil
  ) throws(DatasetError) -> ImageDataset {
    let reference = try self.reference(reference)
    guard !reference.classes.isEmpty else {
      let dataset = try loadWhole(reference.place, split: split, limit: limit)
      return limit.map(dataset.limited) ?? dataset
    }
    let dataset = try loadFor(reference, split: split).keeping(classes: reference.classes)
    return limit.map(dataset.limited) ?? dataset
  }

  /// The images of which a reference chooses some: those of all classes as far as they are there.
  package func loadAllClasses(
    of reference: String, split: DatasetSplit = .train
  ) throws(DatasetError) -> ImageDataset {
    try loadFor(self.reference(reference), split: split)
  }

  /// What a reference means wherever the program is started: a path from the root on.
  package func absolute(_ text: String) throws(DatasetError) -> String {
    let reference = try reference(text)
    let isPath = FileManager.default.fileExists(atPath: reference.place)
    guard isPath, descriptions[reference.place] == nil, !reference.place.hasPrefix("/") else {
      return text
    }
    return "\(FileManager.default.currentDirectoryPath)/\(text)"
  }

  private func reference(_ text: String) throws(DatasetError) -> DatasetReference {
    try DatasetReference(text) {
      descriptions[$0] != nil || FileManager.default.fileExists(atPath: $0)
    }
  }

  /// All images, or the first so many where drawing more would be in vain.
  private func loadWhole(
    _ place: String, split: DatasetSplit, limit: Int?
  ) throws(DatasetError) -> ImageDataset {
    guard let description = descriptions[place] else { return try load(path: place, split: split) }
    return try load(description, split: split, limit: limit)
  }

  /// A set that has all images of the classes.
  ///
  /// Where the files of a set are not found, one class may be found as the set `NAME-CLASS`.
  private func loadFor(
    _ reference: DatasetReference, split: DatasetSplit
  ) throws(DatasetError) -> ImageDataset {
    if let whole = descriptions[reference.place], place(of: whole, split: split) == nil,
      let extract = extract(of: whole, classes: reference.classes),
      place(of: extract, split: split) != nil
    {
      return try load(extract, split: split, limit: nil, name: whole.name)
    }
    return try loadWhole(reference.place, split: split, limit: nil)
  }

  private func extract(of whole: DatasetDescription, classes: [String]) -> DatasetDescription? {
    guard let word = classes.first, classes.count == 1 else { return nil }
    let numbered = Int(word).flatMap { number in
      whole.classNames.indices.contains(number) ? whole.classNames[number] : nil
    }
    return descriptions["\(whole.name)-\((numbered ?? word).lowercased())"]
  }

  /// Where a known data set is: a folder, `built in`, or nil where its images are not found.
  package func place(of description: DatasetDescription) -> String? {
    place(of: description, split: .train)
  }

  private func place(of description: DatasetDescription, split: DatasetSplit) -> String? {
    guard let files = description.files[split] else { return "built in" }
    return searchPath.folders.map { "\($0)/\(description.folder)" }
      .first { packedOrNot("\($0)/\(files.images[0])") != nil }
  }

  // MARK: - By name

  private func load(
    _ description: DatasetDescription, split: DatasetSplit, limit: Int?, name: String? = nil
  ) throws(DatasetError) -> ImageDataset {
    guard let files = description.files[split] else {
      return StrokesDataset.make(
        split: split, limit: limit, name: description.name, classNames: description.classNames)
    }
    guard let folder = place(of: description, split: split) else {
      throw DatasetError(
        .missing,
        "no data for '\(description.name)': looked for \(description.folder)/\(files.images[0])[.gz]"
          + " in \(placesLookedIn); \(description.wayToGet)")
    }
    return try DatasetFiles(
      format: description.format, images: images(files.images, in: folder),
      labels: labels(files.labels, in: folder), split: split, name: name ?? description.name,
      classNames: description.classNames, firstLabel: description.firstLabel,
      isTransposed: description.isTransposed
    ).load()
  }

  private func images(
    _ names: [String], in folder: String
  ) throws(DatasetError) -> [String] {
    var paths: [String] = []
    for name in names {
      guard let path = packedOrNot("\(folder)/\(name)") else {
        throw DatasetError(
          .missing, "\(folder)/\(name)[.gz]: no such file, expected it beside \(names[0])")
      }
      paths.append(path)
    }
    return paths
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
      return try DatasetFiles(
        format: Self.format(ofFile: path), images: [path], labels: labels(beside: path),
        split: split, name: name
      ).load()
    }
    if let files = knownFiles(in: path, split: split, name: name) { return try files.load() }
    guard try PictureFolder.holdsImages(path, split: split) else { throw empty(path, split) }
    return try DatasetFiles(format: .folder, images: [path], split: split, name: name).load()
  }

  /// What the end of a file's name says about its format.
  private static func format(ofFile path: String) -> DatasetDescription.Format {
    let endings: [(String, DatasetDescription.Format)] = [
      (".bin", .cifar), (".csv", .csv), (".npy", .npy), (".npz", .npz),
    ]
    let name = path.hasSuffix(".gz") ? String(path.dropLast(3)) : path
    return endings.first { name.hasSuffix($0.0) }?.1 ?? .idx
  }

  /// The labels that lie beside a file of images named as MNIST's.
  private func labels(beside path: String) -> String? {
    let labels = path.replacing("images-idx3", with: "labels-idx1")
    return labels == path ? nil : packedOrNot(labels)
  }

  /// The files of a folder that are named as those of known sets are.
  private func knownFiles(
    in folder: String, split: DatasetSplit, name: String
  ) -> DatasetFiles? {
    let known = descriptions.values.filter { description in
      guard let files = description.files[split] else { return false }
      return files.images.allSatisfy { packedOrNot("\(folder)/\($0)") != nil }
    }.sorted { $0.name < $1.name }
    guard let description = known.first, let files = description.files[split] else { return nil }
    return DatasetFiles(
      format: description.format,
      images: files.images.compactMap { packedOrNot("\(folder)/\($0)") },
      labels: files.labels.flatMap { packedOrNot("\(folder)/\($0)") }, split: split, name: name,
      // Several sets share MNIST's file names.
      classNames: known.count == 1 ? description.classNames : nil,
      firstLabel: description.firstLabel, isTransposed: description.isTransposed)
  }

  private func empty(_ folder: String, _ split: DatasetSplit) -> DatasetError {
    let expected = Set(descriptions.values.compactMap { $0.files[split]?.images[0] }).sorted()
      .map { "\($0)[.gz]" }.joined(separator: ", ")
    return DatasetError(
      .missing, "\(folder): this folder holds no PNG or JPEG image, and none of \(expected)")
  }

  private func unknown(_ reference: String) -> DatasetError {
    let words = knownWords(descriptions.keys, nearestTo: reference)
    return DatasetError(
      reference.contains("/") ? .missing : .unknown,
      "no data set or file is called '\(reference)'; \(words); looked in \(placesLookedIn)")
  }

  // MARK: - Files

  /// The path as it stands, or with `.gz` put to it or taken from it, whichever is a file.
  private func packedOrNot(_ path: String) -> String? {
    let other = path.hasSuffix(".gz") ? String(path.dropLast(3)) : path + ".gz"
    return [path, other].first { FileManager.default.fileExists(atPath: $0) }
  }
}
