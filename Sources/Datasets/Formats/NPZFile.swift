/// Reads zip files of arrays of bytes, as `numpy.savez` and `numpy.savez_compressed` write them.
///
/// Images and labels are called `x_train` and `y_train` (or `x_test`, `y_test`), as Keras's data sets
/// have them, or `images` and `labels`, or `arr_0` and `arr_1`. There may be no labels.
package enum NPZFile {
  /// The content of a file.
  package struct Images: Sendable, Hashable {
    package let images: NPYFile.Images
    package let labels: [UInt8]?
  }

  /// The images of a file.
  ///
  /// - Parameter split: which of two pairs of arrays, in a file that has two.
  package static func read(
    at path: String, split: DatasetSplit = .train
  ) throws(DatasetError) -> Images {
    let archive = try ZipArchive(path: path)
    let pairs = [
      ("x_\(split.rawValue)", "y_\(split.rawValue)"), ("images", "labels"), ("arr_0", "arr_1"),
    ]
    for (imagesName, labelsName) in pairs {
      guard let member = archive.member(named: "\(imagesName).npy") else { continue }
      let images = try read(member, of: archive) { reader throws(DatasetError) in
        try NPYFile.images(of: reader)
      }
      let labels = try archive.member(named: "\(labelsName).npy").map {
        member throws(DatasetError) in
        try read(member, of: archive) { reader throws(DatasetError) in
          try NPYFile.labels(of: reader, imageCount: images.count)
        }
      }
      return Images(images: images, labels: labels)
    }
    // Names are the file's, and may hold anything: quoted, they stay one line of text.
    let found = archive.members.prefix(8).map { String($0.name.prefix(40)).debugDescription }
      .joined(separator: ", ")
    let expected = pairs.map(\.0).joined(separator: " or ")
    throw DatasetError(
      .malformed, "\(path): no array \(expected); found \(found.isEmpty ? "none" : found)")
  }

  /// Reads a member, and makes sure that it is what was once written.
  private static func read<Value>(
    _ member: ZipArchive.Member, of archive: ZipArchive,
    _ body: (ByteReader) throws(DatasetError) -> Value
  ) throws(DatasetError) -> Value {
    let reader = try archive.open(member)
    let value = try body(reader)
    guard reader.offset == member.size, reader.checkSum == member.checkSum else {
      throw DatasetError(
        .malformed,
        "\(reader.path): size or check sum are not those of the zip file's directory;"
          + " copy the file again")
    }
    return value
  }
}
