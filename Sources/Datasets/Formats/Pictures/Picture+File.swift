extension Picture {
  /// Larger files are not taken for images to train on.
  private static let largestFile = 256 << 20

  /// The extents of the picture in a file, without its pixels.
  static func outline(at path: String) throws(DatasetError) -> Picture {
    let bytes = try read(path)
    return try isPNG(bytes, path: path)
      ? PNGPicture.outline(of: bytes, path: path) : JPEGPicture.outline(of: bytes, path: path)
  }

  /// The picture in a PNG or JPEG file, whatever its name is.
  init(at path: String) throws(DatasetError) {
    let bytes = try Self.read(path)
    self =
      try Self.isPNG(bytes, path: path)
      ? PNGPicture.decode(bytes, path: path) : JPEGPicture.decode(bytes, path: path)
  }

  /// Refuses extents that no image to train on has, before memory is taken for them.
  static func requireSensible(width: Int, height: Int, path: String) throws(DatasetError) {
    let (count, overflow) = width.multipliedReportingOverflow(by: height)
    guard !overflow, count > 0, count <= largestPixelCount else {
      throw DatasetError(
        .malformed, "\(path): has \(width)×\(height) pixels, expected 1 to \(largestPixelCount)")
    }
  }

  private static func read(_ path: String) throws(DatasetError) -> [UInt8] {
    let file = try FileDescriptor(reading: path)
    guard file.size <= largestFile else {
      throw DatasetError(
        .malformed, "\(path): has \(file.size) bytes, expected at most \(largestFile)")
    }
    return try file.bytes(in: 0..<file.size)
  }

  private static func isPNG(_ bytes: [UInt8], path: String) throws(DatasetError) -> Bool {
    guard !bytes.isEmpty else {
      throw DatasetError(.malformed, "\(path): is empty, expected a PNG or JPEG")
    }
    if bytes.starts(with: PNGPicture.signature) { return true }
    if bytes.starts(with: JPEGPicture.signature) { return false }
    throw DatasetError(.malformed, "\(path): is neither PNG nor JPEG, though its name says so")
  }
}
