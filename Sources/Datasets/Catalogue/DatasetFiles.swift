internal import Foundation

/// The files of a data set as they have been found, and what has to be known to read them.
struct DatasetFiles {
  let format: DatasetDescription.Format
  /// Paths; several are read one after the other.
  let images: [String]
  var labels: String?
  var split = DatasetSplit.train
  let name: String
  /// Numbers stand in for names that are not known.
  var classNames: [String]?
  var firstLabel = 0
  var isTransposed = false

  /// Reads all files.
  func load() throws(DatasetError) -> ImageDataset {
    var parts: [ImageDataset] = []
    for path in images {
      let part = try load(path)
      if let first = parts.first, part.imageShape != first.imageShape {
        throw DatasetError(
          .malformed,
          "\(path): has images of \(part.imageShape), expected \(first.imageShape) as in \(images[0])"
        )
      }
      parts.append(part)
    }
    let whole = parts.count == 1 ? parts[0] : joined(parts)
    return isTransposed ? whole.transposed() : whole
  }

  private func joined(_ parts: [ImageDataset]) -> ImageDataset {
    let labels = parts.compactMap(\.labels)
    return dataset(
      pixels: Array(parts.map(\.pixels).joined()), width: parts[0].width, height: parts[0].height,
      channels: parts[0].channels,
      labels: labels.count == parts.count ? Array(labels.joined()) : nil)
  }

  // MARK: - One file

  private func load(_ path: String) throws(DatasetError) -> ImageDataset {
    switch format {
    case .builtIn: preconditionFailure("what is built in has no files")
    case .idx: try loadIDX(path)
    case .cifar: try loadCIFAR(path)
    case .csv: try loadCSV(path)
    case .npy: try dataset(NPYFile.readImages(at: path), labels: nil)
    case .npz: try loadNPZ(path)
    case .folder: try loadFolder(path)
    }
  }

  private func loadIDX(_ path: String) throws(DatasetError) -> ImageDataset {
    let images = try IDXFile.readImages(at: path)
    let labels = try labels.map { path throws(DatasetError) in
      try IDXFile.readLabels(
        at: path, imageCount: images.count, firstLabel: firstLabel, classCount: classNames?.count)
    }
    return dataset(
      pixels: images.pixels, width: images.columns, height: images.rows, channels: 1, labels: labels
    )
  }

  private func loadCIFAR(_ path: String) throws(DatasetError) -> ImageDataset {
    let images = try CIFARFile.read(at: path)
    return dataset(
      pixels: images.pixels, width: CIFARFile.side, height: CIFARFile.side,
      channels: CIFARFile.channels, labels: images.labels)
  }

  private func loadCSV(_ path: String) throws(DatasetError) -> ImageDataset {
    let images = try CSVFile.read(at: path, classCount: classNames?.count)
    return dataset(
      pixels: images.pixels, width: images.side, height: images.side, channels: 1,
      labels: images.labels)
  }

  private func loadNPZ(_ path: String) throws(DatasetError) -> ImageDataset {
    let content = try NPZFile.read(at: path, split: split)
    if let classNames, let label = content.labels?.first(where: { $0 >= classNames.count }) {
      throw DatasetError(
        .malformed, "\(path): found label \(label), expected 0 to \(classNames.count - 1)")
    }
    return dataset(content.images, labels: content.labels)
  }

  private func loadFolder(_ path: String) throws(DatasetError) -> ImageDataset {
    let images = try PictureFolder.read(at: path, split: split)
    return ImageDataset(
      name: name, pixels: images.pixels, width: images.side, height: images.side,
      channels: images.channels, labels: images.labels, classNames: images.classNames)
  }

  // MARK: - Values

  private func dataset(_ images: NPYFile.Images, labels: [UInt8]?) -> ImageDataset {
    dataset(
      pixels: images.pixels, width: images.columns, height: images.rows, channels: images.channels,
      labels: labels)
  }

  private func dataset(
    pixels: [UInt8], width: Int, height: Int, channels: Int, labels: [UInt8]?
  ) -> ImageDataset {
    ImageDataset(
      name: name, pixels: pixels, width: width, height: height, channels: channels, labels: labels,
      classNames: classNames ?? labels?.max().map { (0...$0).map(String.init) } ?? [])
  }
}
