package import Tensors

/// The energy of images at the highest frequency of rows and columns, where transposed convolutions whose
/// kernel is no multiple of their stride leave a checkerboard.
///
/// Of each column of each channel `|F(H / 2)|² / H`, where `F` is its discrete Fourier transform, as a mean of
/// all, plus the same of rows; in squared shares of the range from black to white, where white noise has
/// twice its variance. Odena et al., "Deconvolution and checkerboard artifacts", 2016, show the pattern;
/// Durall et al., "Watch your up-convolution", 2020, its spectrum. The last row or column of an odd number
/// is left out.
package struct CheckerboardEnergy: Sendable, Hashable {
  /// What rounding to 8 bits leaves in any image: twice the variance of a grey level's rounding.
  private static let rounding = 2.0 / 12 / (255 * 255)

  private let imageShape: Shape
  private var sum = 0.0
  private var count = 0

  /// - Parameter imageShape: `[row, column, channel]`.
  package init(imageShape: Shape) {
    self.imageShape = imageShape
  }

  /// Takes in 8-bit images, one behind the other.
  package mutating func add(_ pixels: [UInt8]) {
    sum += alternationEnergy(ofPixels: pixels, shape: imageShape)
    count += pixels.count / imageShape.count
  }

  /// The mean of the images; 0 where there are none.
  package var energy: Double { count > 0 ? sum / Double(count) / (255 * 255) : 0 }

  /// The energy over that of real images, 1 being as much; some four times as much is seen.
  ///
  /// Both are taken with what rounding to 8 bits leaves, so that it is finite beside real images of one
  /// colour.
  package func ratio(to real: CheckerboardEnergy) -> Double {
    (energy + Self.rounding) / (real.energy + Self.rounding)
  }
}
