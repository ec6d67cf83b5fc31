/// Reads IDX files, the format of MNIST: big-endian 32-bit integers, then bytes.
///
/// Images: `0x00000803`, count, rows, columns, then count × rows × columns bytes. Labels:
/// `0x00000801`, count, then count bytes. Either may be packed by gzip. A file must hold exactly
/// what its header announces.
package enum IDXFile {
  /// The content of a file of images.
  package struct Images: Sendable, Hashable {
    package let count: Int
    package let rows: Int
    package let columns: Int
    /// Image after image, rows from the top.
    package let pixels: [UInt8]

    package init(count: Int, rows: Int, columns: Int, pixels: [UInt8]) {
      self.count = count
      self.rows = rows
      self.columns = columns
      self.pixels = pixels
    }
  }

  static let imagesMagic: UInt32 = 0x803
  static let labelsMagic: UInt32 = 0x801

  /// The images of a file.
  package static func readImages(at path: String) throws(DatasetError) -> Images {
    let reader = try open(path)
    let extents = try header(
      of: reader, magic: imagesMagic, extents: ["images", "rows", "columns"])
    let pixels = try reader.body(extents: extents, announcedAtByte: 4, unit: "images")
    return Images(count: extents[0], rows: extents[1], columns: extents[2], pixels: pixels)
  }

  /// The labels of a file, of which there must be one for each of `imageCount` images.
  ///
  /// - Parameters:
  ///   - firstLabel: the label of the first class; all become counted from 0.
  ///   - classCount: the number of classes, if known: no label lies beyond them.
  package static func readLabels(
    at path: String, imageCount: Int, firstLabel: Int = 0, classCount: Int? = nil
  ) throws(DatasetError) -> [UInt8] {
    let reader = try open(path)
    let count = try header(of: reader, magic: labelsMagic, extents: ["labels"])[0]
    guard count == imageCount else {
      throw reader.error(
        atByte: 4, "\(count) labels for \(imageCount) images; the two files are no pair")
    }
    let labels = try reader.body(extents: [count], announcedAtByte: 4, unit: "labels")
    let last = classCount.map { firstLabel + $0 - 1 } ?? Int(UInt8.max)
    if let wrong = labels.firstIndex(where: { $0 < firstLabel || $0 > last }) {
      throw reader.error(
        atByte: 8 + wrong, "found label \(labels[wrong]), expected \(firstLabel) to \(last)")
    }
    return firstLabel == 0 ? labels : labels.map { $0 - UInt8(firstLabel) }
  }

  private static func open(_ path: String) throws(DatasetError) -> ByteReader {
    let reader = try ByteReader(path: path)
    guard reader.fileSize > 0 else {
      throw DatasetError(.malformed, "\(path): is empty, expected an IDX file")
    }
    guard reader.isCompressed || !path.hasSuffix(".gz") else {
      throw reader.error(
        atByte: 0, "expected gzip (1f 8b) by the file's name; unpacked files have no .gz")
    }
    return reader
  }

  /// Reads the magic number and as many extents as have names; each is at least 1.
  private static func header(
    of reader: ByteReader, magic: UInt32, extents names: [String]
  ) throws(DatasetError) -> [Int] {
    let found = try integer(of: reader, name: "the magic number")
    guard found == magic else { throw reader.error(atByte: 0, mismatch(found, expected: magic)) }
    var extents: [Int] = []
    for name in names {
      let extent = try integer(of: reader, name: "the number of \(name)")
      guard extent > 0 else {
        throw reader.error(
          atByte: reader.offset - 4, "found 0 \(name), expected at least 1")
      }
      extents.append(Int(extent))
    }
    return extents
  }

  private static func integer(of reader: ByteReader, name: String) throws(DatasetError) -> UInt32 {
    let bytes = try reader.read(upTo: 4)
    guard bytes.count == 4 else {
      throw reader.error(
        atByte: reader.offset, "the file ends in its header, expected 4 bytes of \(name)")
    }
    return bytes.reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func mismatch(_ found: UInt32, expected: UInt32) -> String {
    let digits = String(found, radix: 16)
    let padded = "0x" + String(repeating: "0", count: 8 - digits.count) + digits
    return switch (found, expected) {
    case (labelsMagic, imagesMagic):
      "found labels (0x00000801), expected images (0x00000803)"
    case (imagesMagic, labelsMagic):
      "found images (0x00000803), expected labels (0x00000801)"
    case (_, imagesMagic): "found \(padded), expected 0x00000803: this is no IDX file of images"
    default: "found \(padded), expected 0x00000801: this is no IDX file of labels"
    }
  }
}
