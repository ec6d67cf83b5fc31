internal import Tensors

/// The share of pixels that are as good as black or white, 0 to 1.
///
/// Within a hundredth of the range of its ends, which of 8-bit pixels are 0 to 2 and 253 to 255. A generator
/// that ends in tanh or a sigmoid learns nothing from such pixels, as its slope is 0 there. Drawings have
/// many of their own (MNIST some .87), so it says something beside the share of real images alone.
package struct SaturatedPixels: Sendable, Hashable {
  private var saturated = 0
  private var count = 0

  package init() {}

  /// Takes in 8-bit pixels.
  package mutating func add(_ pixels: [UInt8]) {
    count += pixels.count
    saturated += countPixels(pixels, atMost: 2, orAtLeast: 253)
  }

  /// 0 where there are no pixels.
  package var share: Double { count > 0 ? Double(saturated) / Double(count) : 0 }
}
