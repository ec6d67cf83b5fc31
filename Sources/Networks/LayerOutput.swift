package import Tensors

/// What a layer gives for a batch.
package struct LayerOutput: Sendable {
  /// Takes the gradient of the loss by the output to those by the layer's input and parameters.
  ///
  /// It holds the tensors that it needs from the forward pass. The gradient that it is given is its
  /// own: the storage becomes the input gradient's where nobody else holds it.
  package typealias Backward = @Sendable (consuming Tensor, GradientRequest) -> LayerGradients

  package let output: Tensor
  package let backward: Backward
  /// Nil where the layer has none; it holds no tensor that `backward` does not hold.
  package let tangent: LayerTangent?

  package init(_ output: Tensor, tangent: LayerTangent? = nil, backward: @escaping Backward) {
    self.output = output
    self.backward = backward
    self.tangent = tangent
  }
}

extension LayerOutput {
  /// The output of a layer that, in this pass, is a linear map without parameters.
  ///
  /// - Parameters:
  ///   - map: the layer itself.
  ///   - transpose: takes gradients back.
  init(
    _ output: Tensor, linear map: @escaping LayerTangent.Push,
    transpose: @escaping LayerTangent.Push
  ) {
    self.init(output, tangent: LayerTangent(push: map)) { outputGradient, request in
      LayerGradients(input: Self.inputGradient(outputGradient, request, transpose))
    }
  }

  /// The output of a layer that works on each value alone and has no parameters.
  ///
  /// - Parameters:
  ///   - derivative: multiplies each value by the layer's derivative there.
  ///   - secondDerivative: multiplies each value by the second one; nil where that is 0 almost
  ///     everywhere.
  init(
    _ output: Tensor, derivative: @escaping LayerTangent.Push,
    secondDerivative: LayerTangent.Push? = nil
  ) {
    let curvature = secondDerivative.map { secondDerivative -> LayerTangent.Gradients in
      { LayerGradients(input: secondDerivative($0.multiplied(by: $1))) }
    }
    let tangent = LayerTangent(push: derivative, gradients: curvature)
    self.init(output, tangent: tangent) { outputGradient, request in
      LayerGradients(input: Self.inputGradient(outputGradient, request, derivative))
    }
  }

  /// The output of a layer that multiplies its input by a kernel and may add a bias to each row.
  ///
  /// - Parameters:
  ///   - product: the input, or a change of it, multiplied by the kernel.
  ///   - transpose: takes gradients back.
  ///   - kernelGradient: of an input, or a change of it, and the gradient by its product.
  init(
    _ output: Tensor, of input: consuming Tensor, hasBias: Bool,
    product: @escaping LayerTangent.Push, transpose: @escaping LayerTangent.Push,
    kernelGradient: @escaping @Sendable (_ input: Tensor, _ outputGradient: Tensor) -> Tensor
  ) {
    let tangent = LayerTangent(push: product) { tangent, outputGradient in
      let kernel = kernelGradient(tangent, outputGradient)
      // A change of the input meets the kernel alone.
      let bias = hasBias ? [Tensor(zeros: [outputGradient.shape.extents.last ?? 1])] : []
      return LayerGradients(input: nil, parameters: [kernel] + bias)
    }
    self.init(output, tangent: tangent) { [input] outputGradient, request in
      var gradients = LayerGradients(input: nil)
      if request.parameters {
        StepProfile.enter(.parameterGradients)
        gradients.parameters = [kernelGradient(input, outputGradient)]
        if hasBias { gradients.parameters.append(Tensor(rounding: outputGradient.columnSums())) }
      }
      gradients.input = Self.inputGradient(outputGradient, request, transpose)
      return gradients
    }
  }

  private static func inputGradient(
    _ outputGradient: consuming Tensor, _ request: GradientRequest, _ transpose: LayerTangent.Push
  ) -> Tensor? {
    guard request.input else { return nil }
    StepProfile.enter(.inputGradient)
    return transpose(outputGradient)
  }
}
