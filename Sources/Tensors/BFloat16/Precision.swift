/// The numbers to which the operands of products and convolutions are rounded on their way in.
///
/// Sums, results, and all tensors between operations are `Float` in either precision.
package enum Precision: String, Sendable, Hashable, CaseIterable {
  /// Not rounded.
  case float32
  /// Rounded to the nearest number of 8 significant bits, at a tie to the even one; numbers below the
  /// normal ones, 2⁻¹²⁶, become zero. The relative error of an operand is at most 2⁻⁹.
  ///
  /// Convolutions that are faster by Winograd's way, which is in float32, go that way; products with a
  /// vector, which wait for memory alone, are in float32 as well.
  case bfloat16

  /// Whether the processor can compute with it.
  package func isAvailable(with kernels: KernelSet = .chosen) -> Bool {
    self == .float32 || kernels.bfloat16 != nil
  }
}
