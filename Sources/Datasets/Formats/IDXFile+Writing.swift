internal import CZlib
internal import Foundation

extension IDXFile {
  /// Writes a file of images; packed by gzip if its name ends in `.gz`.
  package static func write(_ images: Images, to path: String) throws(DatasetError) {
    let header = [imagesMagic, UInt32(images.count), UInt32(images.rows), UInt32(images.columns)]
    try write(header, images.pixels, to: path)
  }

  /// Writes a file of labels; packed by gzip if its name ends in `.gz`.
  package static func write(labels: [UInt8], to path: String) throws(DatasetError) {
    try write([labelsMagic, UInt32(labels.count)], labels, to: path)
  }

  private static func write(
    _ header: [UInt32], _ body: [UInt8], to path: String
  ) throws(DatasetError) {
    let bytes = header.flatMap { word in
      (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * $0)) }
    }
    // Mode T writes through zlib without packing.
    let mode = path.hasSuffix(".gz") ? "wb6" : "wbT"
    guard let file = unsafe gzopen(path, mode) else { throw unwritable(path) }
    let isWritten = unsafe write(bytes, to: file) && write(body, to: file)
    guard unsafe gzclose(file) == Z_OK, isWritten else { throw unwritable(path) }
  }

  private static func write(_ bytes: [UInt8], to file: gzFile) -> Bool {
    var start = 0
    // In pieces, as zlib counts in 32 bits.
    while start < bytes.count {
      let piece = bytes[start..<min(start + (1 << 20), bytes.count)]
      let written = unsafe piece.withUnsafeBytes {
        unsafe gzwrite(file, $0.baseAddress, UInt32($0.count))
      }
      guard written == piece.count else { return false }
      start += piece.count
    }
    return true
  }

  private static func unwritable(_ path: String) -> DatasetError {
    let reason = unsafe String(cString: strerror(errno))
    return DatasetError(.unwritable, "\(path): cannot be written: \(reason.lowercased())")
  }
}
