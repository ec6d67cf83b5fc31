internal import CPNG

/// Reads PNG files of 8 bits a channel or fewer, by libpng's simplified interface: unlike the full
/// one it reports errors by its result.
enum PNGPicture {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// The extents without the pixels, which are left empty.
  static func outline(of bytes: [UInt8], path: String) throws(DatasetError) -> Picture {
    try read(bytes, path: path, pixels: false)
  }

  /// The picture, in grey or in colour as it is in the file; what is transparent is black.
  static func decode(_ bytes: [UInt8], path: String) throws(DatasetError) -> Picture {
    try read(bytes, path: path, pixels: true)
  }

  private static func read(
    _ bytes: [UInt8], path: String, pixels: Bool
  ) throws(DatasetError) -> Picture {
    var image = unsafe png_image()
    unsafe image.version = png_uint_32(PNG_IMAGE_VERSION)
    // Safe because the bytes outlive the image: both end with this closure.
    return try unsafe bytes.withUnsafeBufferPointer { bytes throws(DatasetError) in
      defer { unsafe png_image_free(&image) }
      guard
        unsafe png_image_begin_read_from_memory(&image, bytes.baseAddress, bytes.count) != 0
      else { throw unsafe failure(image, path) }
      var picture = try unsafe outline(of: image, path: path)
      guard pixels else { return picture }
      unsafe image.format = png_uint_32(
        picture.channels == 1 ? PNG_FORMAT_GRAY : Int32(PNG_FORMAT_FLAG_COLOR))
      picture.pixels = [UInt8](
        repeating: 0, count: picture.width * picture.height * picture.channels)
      var black = png_color()
      guard unsafe png_image_finish_read(&image, &black, &picture.pixels, 0, nil) != 0 else {
        throw unsafe failure(image, path)
      }
      return picture
    }
  }

  private static func outline(of image: png_image, path: String) throws(DatasetError) -> Picture {
    let (width, height) = unsafe (Int(image.width), Int(image.height))
    // libpng calls images of 16 bits linear.
    guard unsafe image.format & png_uint_32(PNG_FORMAT_FLAG_LINEAR) == 0 else {
      throw DatasetError(
        .malformed, "\(path): has 16 bits a channel, expected 8; save it with 8 bits a channel")
    }
    try Picture.requireSensible(width: width, height: height, path: path)
    let isColoured = unsafe image.format & png_uint_32(PNG_FORMAT_FLAG_COLOR) != 0
    return Picture(width: width, height: height, channels: isColoured ? 3 : 1, pixels: [])
  }

  private static func failure(_ image: png_image, _ path: String) -> DatasetError {
    let message = unsafe withUnsafeBytes(of: image.message) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    return DatasetError(.malformed, "\(path): is no whole PNG: \(message); copy the file again")
  }
}
