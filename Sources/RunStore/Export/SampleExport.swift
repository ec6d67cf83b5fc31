import Foundation
package import Session
import Tensors

/// A file of sample images, whose format its name tells.
package struct SampleExport: Sendable {
  private enum Format: String, CaseIterable {
    case png
    case npy
    case idx
  }

  private let path: String
  private let format: Format

  /// - Throws: that the name ends in none of `.png`, `.npy` and `.idx`.
  package init(path: String) throws(RunStoreError) {
    let suffix = URL(fileURLWithPath: path).pathExtension.lowercased()
    guard let format = Format(rawValue: suffix) else {
      let known = Format.allCases.map { "." + $0.rawValue }.joined(separator: ", ")
      throw RunStoreError(.usage, "\(path): the name must end in one of \(known)")
    }
    self.path = path
    self.format = format
  }

  /// Writes a sheet (PNG), or an array `[image, row, column, channel]` (NPY) or
  /// `[image, row, column]` (IDX) of bytes.
  ///
  /// - Precondition: the pixels fill whole images, at least one.
  package func write(_ pixels: [UInt8], format images: ImageFormat) throws(RunStoreError) {
    switch format {
    case .png: try PNGImage.writeSheet(pixels, format: images, to: path)
    case .idx: try IDXFile.writeImages(pixels, format: images, to: path)
    case .npy:
      let shape: Shape = [
        pixels.count / images.byteCount, images.height, images.width, images.channels,
      ]
      try NPYFile.write(.bytes(pixels, shape), to: path)
    }
  }
}
