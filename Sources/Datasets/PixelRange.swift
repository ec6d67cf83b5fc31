package import Tensors

/// The interval of real numbers in which a network sees the intensities 0 to 255.
package enum PixelRange: String, Sendable, Hashable, CaseIterable {
  /// 0 to 1, as a sigmoid puts out: `pixel / 255`.
  case unit
  /// -1 to 1, as tanh puts out: `(pixel - 127.5) / 127.5`.
  case symmetric

  /// The intensity that becomes 0.
  private var offset: Float { self == .unit ? 0 : 127.5 }
  /// How many intensities lie between 0 and 1.
  private var scale: Float { self == .unit ? 255 : 127.5 }

  /// The scalars of the intensities 0 and 255.
  package var bounds: ClosedRange<Float> { -offset / scale...(255 - offset) / scale }
  /// How much a scalar changes from one intensity to the next.
  package var greyLevel: Float { 1 / scale }

  /// Turns 8-bit intensities into scalars of this range.
  func scale(_ pixels: UnsafeBufferPointer<UInt8>, into scalars: UnsafeMutableBufferPointer<Float>)
  {
    let (offset, scale) = (offset, scale)
    for i in 0..<min(pixels.count, scalars.count) {
      // A division, as a product with the reciprocal would miss the ends of the range by a bit.
      unsafe scalars[i] = (Float(pixels[i]) - offset) / scale
    }
  }

  /// The inverse for display: the nearest 8-bit intensity of each scalar.
  ///
  /// Scalars outside the range are clamped; what is not a number becomes 0.
  package func pixels(of tensor: Tensor) -> [UInt8] {
    let (offset, scale) = (offset, scale)
    return unsafe tensor.withUnsafeBufferPointer { scalars in
      unsafe [UInt8](unsafeUninitializedCapacity: scalars.count) { pixels, initializedCount in
        for i in 0..<scalars.count {
          let intensity = unsafe scalars[i] * scale + offset
          // Written so that a NaN fails the first comparison.
          let clamped = intensity > 0 ? (intensity < 255 ? intensity : 255) : 0
          // Adding 2²³ leaves the rounded integer in the low bits of the mantissa; a conversion to
          // an integer type would check for overflow and keep the loop from being vectorised.
          unsafe pixels[i] = UInt8(truncatingIfNeeded: (clamped + 0x1p23).bitPattern)
        }
        initializedCount = scalars.count
      }
    }
  }
}
