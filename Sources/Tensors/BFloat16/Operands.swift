extension KernelSet {
  /// The operands of a product as this processor multiplies them in a precision, and the kernels that
  /// do: as they are, or as slots that hold pairs of bfloat16 along the summed axis.
  ///
  /// The kernels and all that is built on them take slots for floats, so what holds for the operands
  /// holds for their slots; only the extent of the summed axis is halved.
  ///
  /// - Parameters:
  ///   - leftAxis: The axis of the left operand along which products are summed; a whole number of
  ///     its positions, or of others in the same order, is summed for each result.
  ///   - rightAxis: The axis of the right operand that goes with it.
  func operands(
    _ left: Tensor, summedAlong leftAxis: Int, _ right: Tensor, summedAlong rightAxis: Int,
    in precision: Precision
  ) -> (left: Tensor, right: Tensor, kernels: KernelSet) {
    guard precision == .bfloat16 else { return (left, right, self) }
    return (
      left.bfloat16Pairs(along: leftAxis), right.bfloat16Pairs(along: rightAxis),
      computing(in: precision)
    )
  }

  /// The kernels for operands of a precision, which must be available.
  package func computing(in precision: Precision) -> KernelSet {
    guard precision == .bfloat16 else { return self }
    guard let bfloat16 else { preconditionFailure("\(name) has no bfloat16") }
    return bfloat16
  }
}
