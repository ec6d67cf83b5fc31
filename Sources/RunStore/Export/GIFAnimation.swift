import CGIF
package import Session

/// Sample grids one after the other as an animated picture that begins anew after the last one.
package struct GIFAnimation {
  /// How long a frame is shown, in milliseconds; the format rounds to hundredths of a second.
  package let delay: Int

  package init(delay: Int) {
    self.delay = delay
  }

  /// The last frame stays longer, so that one sees where a round ends.
  private var lastDelay: Int { max(4 * delay, 1_500) }

  /// Writes a frame a grid, each a sheet of its images.
  ///
  /// Grey pictures keep every pixel; coloured ones get the 256 colours that suit each frame.
  ///
  /// - Throws: that there is no grid, that the grids differ in size, or that they are too large.
  package func write(_ grids: [SampleGrid], to path: String) throws(RunStoreError) {
    let sheets = try sheets(of: grids, for: path)
    let encoder = try GIFEncoder(sheets[0].format, for: path)
    for (index, sheet) in sheets.enumerated() {
      try encoder.append(sheet, delay: index == sheets.count - 1 ? lastDelay : delay)
    }
    try AtomicFile.write(encoder.finish(), to: path, permissions: 0o666)
  }

  private func sheets(of grids: [SampleGrid], for path: String) throws(RunStoreError)
    -> [ImageSheet]
  {
    var sheets: [ImageSheet] = []
    for grid in grids { sheets.append(try ImageSheet(grid, for: path)) }
    guard let format = sheets.first?.format else {
      throw RunStoreError(.noInput, "\(path): there is no sample grid to show")
    }
    guard sheets.allSatisfy({ $0.format == format }) else {
      throw RunStoreError(.badData, "\(path): the sample grids of the run have different sizes")
    }
    return sheets
  }
}

/// giflib's encoder, whose output is collected in memory.
@safe private final class GIFEncoder {
  private static let longestSide = 65_535

  private let path: String
  private let format: ImageFormat
  private var file: UnsafeMutablePointer<GifFileType>?
  private var bytes: [UInt8] = []

  /// Begins an animation without end.
  init(_ format: ImageFormat, for path: String) throws(RunStoreError) {
    self.path = path
    self.format = format
    guard max(format.width, format.height) <= Self.longestSide else {
      throw RunStoreError(
        .usage,
        "\(path): a GIF has at most \(Self.longestSide) pixels a side, "
          + "but the samples make \(format.width)×\(format.height)")
    }
    var code: Int32 = 0
    // Safe because giflib calls back only while this object works, with as many bytes as it says.
    unsafe file = EGifOpen(
      Unmanaged.passUnretained(self).toOpaque(),
      { file, bytes, count in
        guard let file = unsafe file, let target = unsafe file.pointee.UserData else { return 0 }
        let encoder = unsafe Unmanaged<GIFEncoder>.fromOpaque(target).takeUnretainedValue()
        unsafe encoder.bytes += UnsafeBufferPointer(start: bytes, count: Int(count))
        return count
      }, &code)
    guard unsafe file != nil else { throw failure(code) }
    try writeHeader()
  }

  deinit {
    if let file = unsafe file { unsafe _ = EGifCloseFile(file, nil) }
  }

  /// - Parameter delay: in milliseconds.
  func append(_ sheet: ImageSheet, delay: Int) throws(RunStoreError) {
    let palette = try palette(of: sheet)
    try writeDelay(delay)
    try unsafe call { file in
      let colors = unsafe GifMakeMapObject(Int32(palette.colors.count), palette.colors)
      defer { unsafe GifFreeMapObject(colors) }
      return unsafe EGifPutImageDesc(
        file, 0, 0, Int32(format.width), Int32(format.height), false, colors)
    }
    var pixels = palette.indices
    try unsafe call { unsafe EGifPutLine($0, &pixels, Int32(pixels.count)) }
  }

  /// Ends the animation.
  ///
  /// - Returns: the whole file.
  func finish() throws(RunStoreError) -> [UInt8] {
    var code: Int32 = 0
    let result = unsafe EGifCloseFile(file, &code)
    unsafe file = nil
    guard result == GIF_OK else { throw failure(code) }
    return bytes
  }

  private func writeHeader() throws(RunStoreError) {
    unsafe EGifSetGifVersion(file, true)
    try unsafe call {
      unsafe EGifPutScreenDesc($0, Int32(format.width), Int32(format.height), 8, 0, nil)
    }
    // Netscape's extension: block 1, then how often to repeat; 0 is for ever.
    let name = Array("NETSCAPE2.0".utf8)
    let forever: [UInt8] = [1, 0, 0]
    try unsafe call { unsafe EGifPutExtensionLeader($0, APPLICATION_EXT_FUNC_CODE) }
    try unsafe call { unsafe EGifPutExtensionBlock($0, Int32(name.count), name) }
    try unsafe call { unsafe EGifPutExtensionBlock($0, Int32(forever.count), forever) }
    try unsafe call { unsafe EGifPutExtensionTrailer($0) }
  }

  private func writeDelay(_ milliseconds: Int) throws(RunStoreError) {
    var control = GraphicsControlBlock(
      DisposalMode: DISPOSE_DO_NOT, UserInputFlag: false, DelayTime: Int32((milliseconds + 5) / 10),
      TransparentColor: NO_TRANSPARENT_COLOR)
    var extensionBlock = [UInt8](repeating: 0, count: 4)
    let size = unsafe EGifGCBToExtension(&control, &extensionBlock)
    try unsafe call {
      unsafe EGifPutExtension($0, GRAPHICS_EXT_FUNC_CODE, Int32(size), extensionBlock)
    }
  }

  private func palette(of sheet: ImageSheet) throws(RunStoreError) -> GIFPalette {
    if sheet.format.channels == 1 { return GIFPalette(greys: sheet.pixels) }
    guard let palette = GIFPalette(reducing: sheet) else { throw failure(E_GIF_ERR_NOT_ENOUGH_MEM) }
    return palette
  }

  // MARK: - Calling giflib

  private func call(
    _ body: (UnsafeMutablePointer<GifFileType>?) -> Int32
  ) throws(RunStoreError) {
    guard unsafe body(file) != GIF_OK else { return }
    throw failure(unsafe file?.pointee.Error ?? 0)
  }

  private func failure(_ code: Int32) -> RunStoreError {
    let reason = unsafe GifErrorString(code).map { unsafe String(cString: $0) }
    return RunStoreError(
      .inputOutput, "\(path): cannot be made a GIF: \(reason ?? "giflib's error \(code)")")
  }
}
