import Session

/// Images side by side in one picture, with black gaps between them.
struct ImageSheet {
  /// The pixels between two images, black.
  static let gap = 2

  let format: ImageFormat
  let pixels: [UInt8]

  init(_ images: [UInt8], format image: ImageFormat, gap: Int) {
    let count = images.count / image.byteCount
    precondition(count > 0 && images.count == count * image.byteCount, "no whole images")
    let columns = Int(Double(count).squareRoot().rounded(.up))
    let rows = (count + columns - 1) / columns
    format = ImageFormat(
      width: columns * (image.width + gap) - gap, height: rows * (image.height + gap) - gap,
      channels: image.channels)
    let (imageRow, sheetRow) = (image.width * image.channels, format.width * format.channels)
    var sheet = [UInt8](repeating: 0, count: format.byteCount)
    for index in 0..<count {
      let (row, column) = index.quotientAndRemainder(dividingBy: columns)
      let corner =
        row * (image.height + gap) * sheetRow + column * (image.width + gap) * image.channels
      for line in 0..<image.height {
        let source = index * image.byteCount + line * imageRow
        let target = corner + line * sheetRow
        sheet.replaceSubrange(target..<target + imageRow, with: images[source..<source + imageRow])
      }
    }
    pixels = sheet
  }

  /// A sample grid's images.
  ///
  /// - Throws: that there are none, or that they are neither grey nor RGB; `path` is the file that is
  ///   to be made of them.
  init(_ grid: SampleGrid, for path: String) throws(RunStoreError) {
    guard grid.count > 0, [1, 3].contains(grid.format.channels) else {
      throw RunStoreError(
        .badData,
        "\(path): the sample grid of batch \(grid.step) has \(grid.count) images "
          + "of \(grid.format.channels) channels: expected some of 1 or 3")
    }
    self.init(grid.pixels, format: grid.format, gap: Self.gap)
  }
}
