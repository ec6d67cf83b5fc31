import Session

/// Images side by side in one picture, with black gaps between them.
struct ImageSheet {
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
}
