extension ImageDataset {
  /// The same images with rows and columns exchanged.
  func transposed() -> ImageDataset {
    var transposed = [UInt8](repeating: 0, count: pixels.count)
    for start in stride(from: 0, to: pixels.count, by: imageSize) {
      for row in 0..<height {
        for column in 0..<width {
          for channel in 0..<channels {
            transposed[start + (column * height + row) * channels + channel] =
              pixels[start + (row * width + column) * channels + channel]
          }
        }
      }
    }
    return ImageDataset(
      name: name, pixels: transposed, width: height, height: width, channels: channels,
      labels: labels, classNames: classNames)
  }
}
