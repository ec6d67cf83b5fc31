import CJPEG
import CPNG
import Testing

/// The bytes of a PNG file.
///
/// - Parameters:
///   - pixels: rows from the top; with 16 bits a channel, the high byte of each value.
///   - channels: 1 grey, 2 grey and alpha, 3 colour, 4 colour and alpha.
func pngFile(
  _ pixels: [UInt8], width: Int, height: Int, channels: Int, is16Bit: Bool = false
) throws -> [UInt8] {
  var image = unsafe png_image()
  unsafe image.version = png_uint_32(PNG_IMAGE_VERSION)
  unsafe image.width = png_uint_32(width)
  unsafe image.height = png_uint_32(height)
  var format = channels >= 3 ? PNG_FORMAT_FLAG_COLOR : 0
  if channels.isMultiple(of: 2) { format |= PNG_FORMAT_FLAG_ALPHA }
  if is16Bit { format |= PNG_FORMAT_FLAG_LINEAR }
  unsafe image.format = png_uint_32(format)
  let buffer = is16Bit ? pixels.flatMap { [UInt8(0), $0] } : pixels
  var size = 100_000 + buffer.count
  var bytes = [UInt8](repeating: 0, count: size)
  try #require(unsafe png_image_write_to_memory(&image, &bytes, &size, 0, buffer, 0, nil) != 0)
  return Array(bytes.prefix(size))
}

/// The bytes of a JPEG file of the best quality.
func jpegFile(_ pixels: [UInt8], width: Int, height: Int, channels: Int) throws -> [UInt8] {
  let encoder = try unsafe #require(tjInitCompress())
  defer { unsafe tjDestroy(encoder) }
  var bytes: UnsafeMutablePointer<UInt8>?
  var size: UInt = 0
  defer { unsafe tjFree(bytes) }
  let (format, sampling) =
    switch channels {
    case 1: (TJPF_GRAY, TJSAMP_GRAY)
    case 3: (TJPF_RGB, TJSAMP_444)
    default: (TJPF_CMYK, TJSAMP_444)
    }
  try #require(
    unsafe tjCompress2(
      encoder, pixels, Int32(width), 0, Int32(height), Int32(format.rawValue), &bytes, &size,
      Int32(sampling.rawValue), 100, 0) == 0)
  return unsafe Array(UnsafeBufferPointer(start: bytes, count: Int(size)))
}
