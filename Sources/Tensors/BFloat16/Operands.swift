extension KernelSet {
  /// The operands of a product as this processor multiplies them in a precision, and the kernels that
  /// do: as they are, or as slots that hold pairs of bfloat16 along the summed axis.
  ///
  /// What is built on the kernels takes slots for floats and never looks into them, so slots go
  /// wherever operands go; only the extent of the summed axis is halved.
  ///
  /// - Parameters:
  ///   - leftAxis: An axis of the left operand all of whose positions each result sums over, alone
  ///     or with other axes: its channels, or the images of a batch.
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
