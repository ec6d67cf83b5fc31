/// Reads images from comma-separated values, as Sign Language MNIST is published: a line
/// `label,pixel1,pixel2,…`, then one line an image, numbers from 0 to 255.
///
/// Images are square and grey, rows from the top. Lines end in LF or CR LF. A file may be packed by
/// gzip.
package enum CSVFile {
  /// The content of a file.
  package struct Images: Sendable, Hashable {
    /// The extent of a row, and the number of rows.
    package let side: Int
    /// The class of each image.
    package let labels: [UInt8]
    /// Image after image, rows from the top.
    package let pixels: [UInt8]
  }

  private static let chunkSize = 1 << 16

  /// The images of a file.
  ///
  /// - Parameters:
  ///   - classCount: the number of classes, if known: all labels must be below it.
  ///   - largestBody: how many bytes of pixels there may be: a gibibyte, as no header announces them.
  package static func read(
    at path: String, classCount: Int? = nil, largestBody: Int? = nil
  ) throws(DatasetError) -> Images {
    let reader = try ByteReader(path: path)
    var parser = CSVParser(
      path: path, classCount: classCount ?? 256,
      largestBody: largestBody ?? ByteReader.largestUnannouncedBody)
    while true {
      let chunk = try reader.read(upTo: chunkSize)
      guard !chunk.isEmpty else { break }
      try parser.parse(chunk)
    }
    return try parser.finish()
  }
}
