import CPNG
import Session
import Testing

@testable import RunStore

struct PNGImageTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("picture.png")
  }

  /// What libpng reads of the picture.
  private func read(_ channels: Int) throws -> (width: Int, height: Int, pixels: [UInt8]) {
    let file = try bytes(of: path)
    var image = unsafe png_image()
    unsafe image.version = png_uint_32(PNG_IMAGE_VERSION)
    try #require(unsafe png_image_begin_read_from_memory(&image, file, file.count) != 0)
    // The picture's own format: a grey one was not written as RGB.
    #expect(unsafe image.format == png_uint_32(channels == 1 ? 0 : PNG_FORMAT_FLAG_COLOR))
    let (width, height) = unsafe (Int(image.width), Int(image.height))
    var pixels = [UInt8](repeating: 0, count: width * height * channels)
    try #require(unsafe png_image_finish_read(&image, nil, &pixels, 0, nil) != 0)
    return (width, height, pixels)
  }

  @Test(arguments: [1, 3])
  func `a picture is read back as it was`(channels: Int) throws {
    let format = ImageFormat(width: 5, height: 3, channels: channels)
    let pixels = (0..<format.byteCount).map { UInt8($0 * 5) }
    try PNGImage.write(pixels, format: format, to: path)
    let picture = try read(channels)
    #expect(picture.width == 5 && picture.height == 3)
    #expect(picture.pixels == pixels)
    #expect(folder.names == ["picture.png"])
  }

  @Test func `a sheet has the images in rows, with black between them`() throws {
    try PNGImage.writeSheet(
      [1, 2, 3, 4, 5], format: ImageFormat(width: 1, height: 1, channels: 1), to: path)
    let picture = try read(1)
    #expect(picture.width == 7 && picture.height == 4)
    #expect(
      picture.pixels == [
        1, 0, 0, 2, 0, 0, 3,
        0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0,
        4, 0, 0, 5, 0, 0, 0,
      ])
  }

  @Test func `a sheet keeps the rows and colours of its images`() {
    let format = ImageFormat(width: 2, height: 2, channels: 3)
    let images = (1...24).map { UInt8($0) }
    let sheet = ImageSheet(images, format: format, gap: 1)
    #expect(sheet.format == ImageFormat(width: 5, height: 2, channels: 3))
    #expect(
      sheet.pixels
        == Array(1...6) + [0, 0, 0] + Array(13...18) + Array(7...12) + [0, 0, 0] + Array(19...24))
  }

  @Test func `a picture that libpng refuses is an error`() {
    let format = ImageFormat(width: 0, height: 0, channels: 1)
    #expect(
      message { try PNGImage.write([], format: format, to: path) }?
        .hasPrefix("\(path): cannot be made a PNG: ") == true)
    #expect(folder.names.isEmpty)
  }
}
