package import Session

/// The format of the MNIST files: a big-endian header, then the bytes of all images.
///
/// Source: LeCun, Cortes, Burges, "The MNIST database of handwritten digits".
package enum IDXFile {
  /// Writes grey images as 8-bit `[image, row, column]`.
  ///
  /// - Throws: that the format does not hold colours, or that the file cannot be written.
  /// - Precondition: the pixels fill whole images.
  package static func writeImages(
    _ pixels: [UInt8], format: ImageFormat, to path: String
  ) throws(RunStoreError) {
    guard format.channels == 1 else {
      throw RunStoreError(
        .usage, "\(path): IDX holds grey images only: choose .png or .npy for colours")
    }
    precondition(pixels.count.isMultiple(of: format.byteCount), "no whole images")
    let unsignedBytesOfRank3: UInt32 = 0x803
    let count = pixels.count / format.byteCount
    let header = [unsignedBytesOfRank3, UInt32(count), UInt32(format.height), UInt32(format.width)]
    let bytes = header.flatMap { number in
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
    try AtomicFile.write(bytes + pixels, to: path, permissions: 0o666)
  }
}
