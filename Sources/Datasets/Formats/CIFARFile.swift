/// Reads the binary files of CIFAR-10: records of 3,073 bytes without a header, each a label and an
/// image of 32×32 in three planes, red, green, blue.
///
/// A file may be packed by gzip. It must hold whole records and nothing else.
package enum CIFARFile {
  /// The content of a file.
  package struct Images: Sendable, Hashable {
    /// The class of each image.
    package let labels: [UInt8]
    /// Image after image, rows from the top, channels interleaved.
    package let pixels: [UInt8]
  }

  /// The extent of a row, and the number of rows.
  package static let side = 32
  package static let channels = 3
  private static let planeSize = side * side
  private static let recordSize = 1 + channels * planeSize

  /// The images of a file.
  ///
  /// - Parameters:
  ///   - classCount: the number of classes: all labels must be below it.
  ///   - largestBody: how many bytes of pixels there may be: a gibibyte, as no header announces them.
  package static func read(
    at path: String, classCount: Int = 10, largestBody: Int? = nil
  ) throws(DatasetError) -> Images {
    let largestCount = (largestBody ?? ByteReader.largestUnannouncedBody) / (channels * planeSize)
    let reader = try ByteReader(path: path)
    guard reader.fileSize > 0 else {
      throw DatasetError(.malformed, "\(path): is empty, expected records of \(recordSize) bytes")
    }
    var (labels, pixels): ([UInt8], [UInt8]) = ([], [])
    while let record = try nextRecord(of: reader) {
      guard record[0] < classCount else {
        throw reader.error(
          atByte: labels.count * recordSize,
          "found label \(record[0]), expected 0 to \(classCount - 1): is this CIFAR-10's binary"
            + " format?")
      }
      guard labels.count < largestCount else {
        throw reader.error(
          atByte: labels.count * recordSize, "more than \(largestCount) images follow")
      }
      labels.append(record[0])
      appendInterleaved(record, to: &pixels)
    }
    return Images(labels: labels, pixels: pixels)
  }

  /// The next record, or nil at the end of the file.
  private static func nextRecord(of reader: ByteReader) throws(DatasetError) -> [UInt8]? {
    let start = reader.offset
    let record = try reader.read(upTo: recordSize)
    guard !record.isEmpty else { return nil }
    guard record.count == recordSize else {
      throw reader.error(
        atByte: start,
        "the file ends after \(record.count) bytes of a record, expected \(recordSize); it is cut"
          + " off or in another format")
    }
    return record
  }

  private static func appendInterleaved(_ record: [UInt8], to pixels: inout [UInt8]) {
    for pixel in 1...planeSize {
      for plane in 0..<channels { pixels.append(record[plane * planeSize + pixel]) }
    }
  }
}
