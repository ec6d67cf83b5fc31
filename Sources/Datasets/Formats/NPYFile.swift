internal import Tensors

/// Reads arrays of bytes in NumPy's format as images, `[image, row, column]` or with a last axis of 1
/// or 3 channels, or as labels, `[image]`.
package enum NPYFile {
  /// The content of an array of images.
  package struct Images: Sendable, Hashable {
    package let count: Int
    package let rows: Int
    package let columns: Int
    package let channels: Int
    /// Image after image, rows from the top, channels interleaved.
    package let pixels: [UInt8]
  }

  /// The images of a file.
  package static func readImages(at path: String) throws(DatasetError) -> Images {
    try images(of: ByteReader(path: path))
  }

  static func images(of reader: ByteReader) throws(DatasetError) -> Images {
    let shape = try header(of: reader)
    guard shape.count == 3 || shape.count == 4, [1, 3].contains(shape.count == 4 ? shape[3] : 1)
    else {
      throw wrong(
        shape, of: reader, expected: "[images, rows, columns], without channels or with 1 or 3")
    }
    guard shape.allSatisfy({ $0 > 0 }) else {
      throw wrong(shape, of: reader, expected: "at least one image of one pixel")
    }
    let pixels = try body(of: reader, shape: shape, unit: "images")
    return Images(
      count: shape[0], rows: shape[1], columns: shape[2], channels: shape.count == 4 ? shape[3] : 1,
      pixels: pixels)
  }

  /// The labels of an array, of which there must be one for each of `imageCount` images.
  static func labels(
    of reader: ByteReader, imageCount: Int
  ) throws(DatasetError) -> [UInt8] {
    let shape = try header(of: reader)
    guard shape == [imageCount] || shape == [imageCount, 1] else {
      throw wrong(shape, of: reader, expected: "[\(imageCount)], a label for each image")
    }
    return try body(of: reader, shape: shape, unit: "labels")
  }

  /// The shape of the array.
  private static func header(of reader: ByteReader) throws(DatasetError) -> [Int] {
    let prefix = try reader.read(upTo: NPYHeader.prefixSize)
    let size = try located(in: reader) { () throws(NPYHeader.Fault) in
      try NPYHeader.textSize(of: prefix)
    }
    let text = try reader.read(upTo: size)
    guard text.count == size else {
      throw reader.error(atByte: reader.offset, "the file ends within its header")
    }
    return try located(in: reader) { () throws(NPYHeader.Fault) in
      try NPYHeader(text: text, expecting: [.bytes]).shape
    }
  }

  private static func located<Value>(
    in reader: ByteReader, _ parse: () throws(NPYHeader.Fault) -> Value
  ) throws(DatasetError) -> Value {
    do throws(NPYHeader.Fault) {
      return try parse()
    } catch {
      throw reader.error(atByte: error.byte, error.problem)
    }
  }

  private static func wrong(
    _ shape: [Int], of reader: ByteReader, expected: String
  ) -> DatasetError {
    reader.error(
      atByte: NPYHeader.prefixSize, "the array has the shape \(shape), expected \(expected)")
  }

  private static func body(
    of reader: ByteReader, shape: [Int], unit: String
  ) throws(DatasetError) -> [UInt8] {
    try reader.body(extents: shape, announcedAtByte: NPYHeader.prefixSize, unit: unit)
  }
}
