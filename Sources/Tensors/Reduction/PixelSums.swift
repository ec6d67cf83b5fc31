internal import CKernels

/// Sums over 8-bit images of one size, which join those of other images without rounding.
package struct PixelSums: Sendable, Hashable {
  /// The number of bytes of an image.
  package let imageSize: Int
  /// The number of images.
  package private(set) var count = 0
  /// Of each pixel over the images.
  package private(set) var sums: [UInt]
  package private(set) var squares: [UInt]

  package init(imageSize: Int) {
    self.imageSize = imageSize
    sums = [UInt](repeating: 0, count: imageSize)
    squares = sums
  }

  /// Takes in images, one behind the other.
  package mutating func add(_ pixels: [UInt8]) {
    precondition(
      imageSize > 0 && pixels.count.isMultiple(of: imageSize), "the last image is not whole")
    let images = pixels.count / imageSize
    count += images
    unsafe pixels.withUnsafeBufferPointer { pixels in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        unsafe squares.withUnsafeMutableBufferPointer { squares in
          guard let pixels = pixels.baseAddress, let sums = sums.baseAddress,
            let squares = squares.baseAddress
          else { return }
          // Safe because the sums have the size of an image.
          unsafe ganscope_add_pixels(sums, squares, pixels, images, imageSize)
        }
      }
    }
  }
}

/// How many of some 8-bit pixels are at most `low` or at least `high`.
package func countPixels(_ pixels: [UInt8], atMost low: UInt8, orAtLeast high: UInt8) -> Int {
  unsafe pixels.withUnsafeBufferPointer { pixels in
    guard let start = pixels.baseAddress else { return 0 }
    return unsafe ganscope_count_ends(start, pixels.count, low, high)
  }
}

/// The sum over 8-bit images of their energy at the highest frequency, down columns and along rows.
///
/// Of each column of each channel it is `(Σ (−1)^r x[r])² / rows`, of which the mean counts, and to that comes
/// the same along rows: with an even number of both, the row and the column of the two-dimensional
/// discrete Fourier transform at the Nyquist frequency. The last one of an odd number is left out.
///
/// - Parameters:
///   - pixels: images one behind the other.
///   - shape: of one image: `[row, column, channel]`.
package func alternationEnergy(ofPixels pixels: [UInt8], shape: Shape) -> Double {
  precondition(shape.rank == 3 && shape.count > 0 && pixels.count.isMultiple(of: shape.count))
  var row = [Int32](repeating: 0, count: shape[1] * shape[2])
  return unsafe pixels.withUnsafeBufferPointer { pixels in
    unsafe row.withUnsafeMutableBufferPointer { row in
      guard let start = pixels.baseAddress, let row = row.baseAddress else { return 0 }
      // Safe because there is room for a row of pixels.
      return unsafe ganscope_alternation_energy(
        start, pixels.count / shape.count, shape[0], shape[1], shape[2], row)
    }
  }
}
