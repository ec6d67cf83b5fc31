internal import CJPEG

/// Reads JPEG files, grey or in colour, by TurboJPEG.
@safe final class JPEGPicture {
  static let signature: [UInt8] = [0xFF, 0xD8, 0xFF]

  private let path: String
  // Safe because it is made in `init`, freed in `deinit`, and never handed out.
  private let decoder: tjhandle

  private init(path: String) {
    self.path = path
    guard let decoder = unsafe tjInitDecompress() else {
      preconditionFailure("TurboJPEG has no memory")
    }
    unsafe self.decoder = unsafe decoder
  }

  deinit {
    unsafe tjDestroy(decoder)
  }

  /// The extents without the pixels, which are left empty.
  static func outline(of bytes: [UInt8], path: String) throws(DatasetError) -> Picture {
    try JPEGPicture(path: path).outline(of: bytes)
  }

  /// The picture, in grey or in colour as it is in the file.
  static func decode(_ bytes: [UInt8], path: String) throws(DatasetError) -> Picture {
    let reader = JPEGPicture(path: path)
    var picture = try reader.outline(of: bytes)
    try reader.decode(bytes, into: &picture)
    return picture
  }

  private func outline(of bytes: [UInt8]) throws(DatasetError) -> Picture {
    var (width, height, subsampling, colours) = (Int32.zero, Int32.zero, Int32.zero, Int32.zero)
    let status = unsafe tjDecompressHeader3(
      decoder, bytes, UInt(bytes.count), &width, &height, &subsampling, &colours)
    guard status == 0 else { throw failure(message) }
    // A file that ends before its header does is no error to TurboJPEG.
    guard width > 0, height > 0 else { throw failure("its header is cut off") }
    guard colours != TJCS_CMYK.rawValue, colours != TJCS_YCCK.rawValue else {
      throw DatasetError(
        .malformed, "\(path): is in the colours of print (CMYK), expected RGB or grey")
    }
    try Picture.requireSensible(width: Int(width), height: Int(height), path: path)
    return Picture(
      width: Int(width), height: Int(height), channels: colours == TJCS_GRAY.rawValue ? 1 : 3,
      pixels: [])
  }

  private func decode(_ bytes: [UInt8], into picture: inout Picture) throws(DatasetError) {
    let format = picture.channels == 1 ? TJPF_GRAY : TJPF_RGB
    picture.pixels = [UInt8](
      repeating: 0, count: picture.width * picture.height * picture.channels)
    // A file of many scans could keep the decoder busy for hours.
    let flags = TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS
    let status = unsafe tjDecompress2(
      decoder, bytes, UInt(bytes.count), &picture.pixels, Int32(picture.width), 0,
      Int32(picture.height), Int32(format.rawValue), flags)
    guard status == 0 else { throw failure(message) }
  }

  private var message: String {
    unsafe String(cString: tjGetErrorStr2(decoder))
  }

  private func failure(_ problem: String) -> DatasetError {
    DatasetError(.malformed, "\(path): is no whole JPEG: \(problem); copy the file again")
  }
}
