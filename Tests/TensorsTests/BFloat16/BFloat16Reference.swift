@testable import Tensors

/// The nearest bfloat16, at a tie the even one, found by arithmetic.
///
/// As processors do it: numbers below the normal ones become zero of the same sign.
func nearestBFloat16(_ x: Float) -> Float {
  guard x.isFinite else { return x }
  guard abs(x) >= .leastNormalMagnitude else { return x.sign == .minus ? -0.0 : 0 }
  let unit = Double(x.ulp) * 0x1p16
  return Float((Double(x) / unit).rounded(.toNearestOrEven) * unit)
}

extension Tensor {
  /// Every scalar rounded to bfloat16.
  var nearestBFloat16s: Tensor { Tensor(shape, scalars: scalars.map(nearestBFloat16)) }

  /// Of a tensor of slots: the two numbers in each, the lower half first.
  var pairs: [(first: Float, second: Float)] {
    scalars.map {
      (Float(bitPattern: $0.bitPattern << 16), Float(bitPattern: $0.bitPattern & 0xFFFF_0000))
    }
  }
}

extension KernelSet {
  /// The sets that this processor can run and that have kernels for bfloat16.
  static let withBFloat16 = supported.filter { $0.bfloat16 != nil }

  /// Whether tests of bfloat16 can run here.
  static let hasBFloat16 = !withBFloat16.isEmpty
}
