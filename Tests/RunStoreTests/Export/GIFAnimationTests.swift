import CGIF
import Session
import Testing

@testable import RunStore

struct GIFAnimationTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("samples.gif")
  }

  /// What giflib reads of an animation.
  private struct Decoded {
    struct Frame {
      /// Red, green and blue of each pixel.
      var pixels: [UInt8] = []
      /// In hundredths of a second.
      var delay = 0
    }

    var width = 0
    var height = 0
    var frames: [Frame] = []
    /// The block of Netscape's extension: how often it is repeated.
    var loop: [UInt8] = []
  }

  private struct GIFError: Error {
    let code: Int32
  }

  private func decode(_ path: String) throws -> Decoded {
    var code: Int32 = 0
    guard let file = unsafe DGifOpenFileName(path, &code) else { throw GIFError(code: code) }
    defer { unsafe _ = DGifCloseFile(file, nil) }
    try #require(unsafe DGifSlurp(file) == GIF_OK)
    var decoded = unsafe Decoded(width: Int(file.pointee.SWidth), height: Int(file.pointee.SHeight))
    for index in 0..<(unsafe Int(file.pointee.ImageCount)) {
      let image = unsafe file.pointee.SavedImages[index]
      guard let colors = unsafe image.ImageDesc.ColorMap?.pointee else {
        throw GIFError(code: D_GIF_ERR_NO_COLOR_MAP)
      }
      var frame = Decoded.Frame()
      for pixel in 0..<decoded.width * decoded.height {
        let color = unsafe colors.Colors[Int(image.RasterBits[pixel])]
        frame.pixels += [color.Red, color.Green, color.Blue]
      }
      var control = GraphicsControlBlock()
      try #require(unsafe DGifSavedExtensionToGCB(file, Int32(index), &control) == GIF_OK)
      frame.delay = Int(control.DelayTime)
      decoded.frames.append(frame)
      for block in 0..<(unsafe Int(image.ExtensionBlockCount))
      where unsafe image.ExtensionBlocks[block].Function == CONTINUE_EXT_FUNC_CODE {
        let block = unsafe image.ExtensionBlocks[block]
        decoded.loop = unsafe Array(
          UnsafeBufferPointer(start: block.Bytes, count: Int(block.ByteCount)))
      }
    }
    return decoded
  }

  private func grid(_ pixels: [UInt8], _ format: ImageFormat, epoch: Int = 1) -> SampleGrid {
    SampleGrid(epoch: epoch, step: epoch, endsEpoch: true, format: format, pixels: pixels)
  }

  @Test func `every grey pixel of every frame is read back`() throws {
    let format = ImageFormat(width: 16, height: 16, channels: 1)
    let grids = (0..<3).map { epoch in
      grid((0..<512).map { UInt8(truncatingIfNeeded: $0 * (epoch + 1)) }, format, epoch: epoch)
    }
    try GIFAnimation(delay: 200).write(grids, to: path)
    let decoded = try decode(path)
    #expect(decoded.width == 34 && decoded.height == 16)
    #expect(decoded.frames.count == 3)
    for (frame, grid) in zip(decoded.frames, grids) {
      let sheet = ImageSheet(grid.pixels, format: format, gap: ImageSheet.gap)
      #expect(frame.pixels == sheet.pixels.flatMap { [$0, $0, $0] })
    }
    #expect(folder.names == ["samples.gif"])
  }

  @Test func `it begins anew for ever, and the last frame stays longer`() throws {
    let format = ImageFormat(width: 1, height: 1, channels: 1)
    let grids = [grid([1], format), grid([2], format), grid([3], format)]
    for (delay, expected) in [(200, [20, 20, 150]), (996, [100, 100, 398])] {
      try GIFAnimation(delay: delay).write(grids, to: path)
      let decoded = try decode(path)
      #expect(decoded.frames.map(\.delay) == expected)
      #expect(decoded.loop == [1, 0, 0])
    }
  }

  @Test func `few colours are kept as they are`() throws {
    let format = ImageFormat(width: 15, height: 8, channels: 3)
    let pixels = (0..<120).flatMap { pixel -> [UInt8] in
      [UInt8(pixel % 15 * 17), UInt8(pixel / 15 * 36), pixel.isMultiple(of: 2) ? 255 : 3]
    }
    try GIFAnimation(delay: 100).write([grid(pixels, format)], to: path)
    #expect(try decode(path).frames.map(\.pixels) == [pixels])
  }

  @Test func `many colours come near to 256`() throws {
    let format = ImageFormat(width: 64, height: 64, channels: 3)
    let pixels = (0..<4096).flatMap { pixel -> [UInt8] in
      let (row, column) = (pixel / 64, pixel % 64)
      return [UInt8(row * 4), UInt8(column * 4), UInt8((row + column) * 2)]
    }
    try GIFAnimation(delay: 100).write([grid(pixels, format)], to: path)
    let read = try #require(try decode(path).frames.first?.pixels)
    let errors = zip(read, pixels).map { Int($0) - Int($1) }
    let deviation = (Double(errors.reduce(0) { $0 + $1 * $1 }) / Double(errors.count)).squareRoot()
    // 16×16 colours for a plane of 64×64 leave 4.6 at best.
    #expect(deviation < 8)
    #expect(abs(errors.reduce(0, +)) < errors.count / 4)
  }

  @Test(.needsPython("PIL")) func `Pillow reads the frames`() throws {
    let format = ImageFormat(width: 2, height: 1, channels: 1)
    try GIFAnimation(delay: 300).write([grid([0, 7], format), grid([255, 9], format)], to: path)
    let script = """
      import sys
      from PIL import Image, ImageSequence
      image = Image.open(sys.argv[1])
      print(image.size, image.n_frames, image.info["loop"])
      for frame in ImageSequence.Iterator(image):
        print(frame.info["duration"], list(frame.convert("L").tobytes()))
      """
    #expect(
      Python.run(script, [path]) == """
        (2, 1) 2 0
        300 [0, 7]
        1500 [255, 9]

        """)
  }

  @Test func `what makes no animation is an error of one line`() throws {
    let small = ImageFormat(width: 1, height: 1, channels: 1)
    let other = ImageFormat(width: 2, height: 1, channels: 1)
    let wide = ImageFormat(width: 65_536, height: 1, channels: 1)
    let masked = ImageFormat(width: 1, height: 1, channels: 2)
    for (grids, problem) in [
      ([], "there is no sample grid to show"),
      ([grid([], small)], "has 0 images of 1 channels"),
      ([grid([1, 2], masked)], "has 1 images of 2 channels"),
      ([grid([1], small), grid([1, 2], other)], "have different sizes"),
      ([grid([UInt8](repeating: 0, count: 65_536), wide)], "at most 65535 pixels a side"),
    ] {
      let error = message { try GIFAnimation(delay: 100).write(grids, to: path) }
      #expect(error?.hasPrefix("\(path): ") == true && error?.contains(problem) == true)
    }
    #expect(folder.names.isEmpty)
  }
}
