package import Tensors

extension NetworkOutput {
  /// The gradients of two losses of this one output: the parameters' of one, the input's of the other.
  ///
  /// A backward pass is linear in the gradient that it starts from. Where no layer couples samples and
  /// each has one output, the input gradients of both losses differ by one factor a sample, the
  /// quotient of the gradients that they start from, so one pass gives both. The factor itself costs
  /// no precision, however small the divisor: what the pass started from is divided out exactly. Only
  /// where the divisor is so small that products with it might leave the range of normal numbers are
  /// there two passes.
  ///
  /// - Parameters:
  ///   - parameterLoss: the gradient by the output of the loss that the parameters follow.
  ///   - inputLoss: the gradient by the output of the loss that the input follows.
  package consuming func backward(
    parametersAlong parameterLoss: Tensor, inputAlong inputLoss: Tensor
  ) -> NetworkGradients {
    if let factors = inputFactors(from: parameterLoss, to: inputLoss) {
      let gradients = (consume self).backward(parameterLoss, .all)
      let parameters = gradients.parameters
      // Nothing else holds the input's gradient, so that it is scaled in place.
      var input = (consume gradients).input
      input?.scaleSamples(by: factors)
      return NetworkGradients(input: input, parameters: parameters)
    }
    let input = (copy self).backward(inputLoss, .input).input
    let gradients = (consume self).backward(parameterLoss, .parameters)
    return NetworkGradients(input: input, parameters: gradients.parameters)
  }

  /// What takes each sample's input gradient of one loss to that of the other, or nil where a factor
  /// a sample does not.
  func inputFactors(from divisor: Tensor, to dividend: Tensor) -> [Float]? {
    precondition(divisor.shape == output.shape && dividend.shape == output.shape)
    guard !couplesSamples, output.shape.sample.count == 1 else { return nil }
    let divisors = divisor.scalars
    guard divisors.allSatisfy({ abs($0) >= Self.smallestDivisor }) else { return nil }
    return zip(dividend.scalars, divisors).map { $0 / $1 }
  }

  /// 2⁻⁶⁴, the gradient of a logit of −39 in a batch of 256: products with it remain normal numbers
  /// down to 2⁻⁶², far below where an image's gradient counts.
  private static let smallestDivisor: Float = 0x1p-64
}
