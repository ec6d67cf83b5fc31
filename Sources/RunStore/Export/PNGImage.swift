import CPNG
package import Session

/// 8-bit pictures in the PNG format, grey or RGB.
package enum PNGImage {
  /// Writes images side by side in a sheet as square as it can be, left to right, top to bottom.
  ///
  /// - Parameter pixels: image after image, each in rows from the top, channels interleaved.
  /// - Precondition: the pixels fill whole images, at least one, of 1 or 3 channels.
  package static func writeSheet(
    _ pixels: [UInt8], format: ImageFormat, to path: String
  ) throws(RunStoreError) {
    let sheet = ImageSheet(pixels, format: format, gap: ImageSheet.gap)
    try write(sheet.pixels, format: sheet.format, to: path)
  }

  /// Writes a sample grid as a sheet.
  ///
  /// - Throws: that the grid has no images, or neither 1 nor 3 channels.
  package static func write(_ grid: SampleGrid, to path: String) throws(RunStoreError) {
    try AtomicFile.write(sheet(of: grid, for: path).bytes, to: path, permissions: 0o666)
  }

  /// A sample grid as a sheet: the bytes of the file, and the extents of its picture.
  static func sheet(
    of grid: SampleGrid, for path: String
  ) throws(RunStoreError) -> (bytes: [UInt8], format: ImageFormat) {
    let sheet = try ImageSheet(grid, for: path)
    return (try encode(sheet.pixels, format: sheet.format, for: path), sheet.format)
  }

  /// Writes one image.
  package static func write(
    _ pixels: [UInt8], format: ImageFormat, to path: String
  ) throws(RunStoreError) {
    try AtomicFile.write(encode(pixels, format: format, for: path), to: path, permissions: 0o666)
  }

  private static func encode(
    _ pixels: [UInt8], format: ImageFormat, for path: String
  ) throws(RunStoreError) -> [UInt8] {
    precondition(format.channels == 1 || format.channels == 3, "a PNG is grey or RGB")
    precondition(pixels.count == format.byteCount, "the pixels do not fill the image")
    var image = unsafe png_image()
    unsafe image.version = png_uint_32(PNG_IMAGE_VERSION)
    unsafe image.width = png_uint_32(format.width)
    unsafe image.height = png_uint_32(format.height)
    unsafe image.format =
      png_uint_32(format.channels == 1 ? PNG_FORMAT_GRAY : Int32(PNG_FORMAT_FLAG_COLOR))
    defer { unsafe png_image_free(&image) }
    // libpng's simplified interface: unlike the full one it reports errors by its result.
    var size = 0
    var isWritten = unsafe png_image_write_to_memory(&image, nil, &size, 0, pixels, 0, nil)
    guard isWritten != 0 else { throw unsafe error(image, path) }
    var bytes = [UInt8](repeating: 0, count: size)
    isWritten = unsafe png_image_write_to_memory(&image, &bytes, &size, 0, pixels, 0, nil)
    guard isWritten != 0 else { throw unsafe error(image, path) }
    return Array(bytes.prefix(size))
  }

  private static func error(_ image: png_image, _ path: String) -> RunStoreError {
    let message = unsafe withUnsafeBytes(of: image.message) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    return RunStoreError(.inputOutput, "\(path): cannot be made a PNG: \(message)")
  }
}
