package import Configuration
package import Tensors

/// Every output is a weighted sum of all inputs: `y = x · kernel + bias`.
package struct Dense: RectifyingLayer {
  package static let kind = "dense"

  package struct Description: LayerDescription {
    package var units: Int
    package var hasBias: Bool
    package var kernelInitializer: any Initializer

    package init(
      units: Int, hasBias: Bool = true, kernelInitializer: any Initializer = .glorotUniform
    ) {
      self.units = units
      self.hasBias = hasBias
      self.kernelInitializer = kernelInitializer
    }

    package func makeLayer(
      input: Shape, random: inout RandomStream
    ) throws(ShapeError) -> any Layer {
      guard input.rank == 1 else {
        throw ShapeError(
          kind: kind, problem: "needs vectors, got \(input); put a flatten before it")
      }
      let shape = try Shape([input[0], units]).bounded(as: "kernel", of: kind)
      let kernel = kernelInitializer.makeTensor(
        shape, fans: Fans(inputs: input[0], outputs: units), using: &random)
      return Dense(kernel: kernel, bias: hasBias ? Tensor(zeros: [units]) : nil)
    }
  }

  /// `[inputs, outputs]`.
  private var kernel: Tensor
  private var bias: Tensor?

  init(kernel: Tensor, bias: Tensor?) {
    self.kernel = kernel
    self.bias = bias
  }

  package var outputShape: Shape { [kernel.shape[1]] }

  package var settings: String { bias == nil ? "no bias" : "" }

  package var multiplyAdds: Int { kernel.count }

  package mutating func forward(
    _ input: consuming Tensor, _ pass: inout ForwardPass
  ) -> LayerOutput {
    let precision = pass.precision
    let output = matrixProduct(
      input, .plain, kernel, precision: precision,
      finish: Finish(bias: bias, slope: pass.fusion.outputSlope))
    return LayerOutput(output, of: input, hasBias: bias != nil) { [kernel] input in
      matrixProduct(input, .plain, kernel, precision: precision)
    } transpose: { [kernel] outputGradient in
      matrixProduct(outputGradient, .plain, kernel, .transposed, precision: precision)
    } kernelGradient: { input, outputGradient in
      matrixProduct(input, .transposed, outputGradient, precision: precision)
    }
  }

  package mutating func visitTensors(_ visit: (String, TensorRole, inout Tensor) -> Void) {
    visit("kernel", .parameter, &kernel)
    bias.visit("bias", visit)
  }
}

extension Optional<Tensor> {
  /// Visits a parameter in place where there is one.
  mutating func visit(
    _ name: String, _ visit: (String, TensorRole, inout Tensor) -> Void
  ) {
    guard var tensor = take() else { return }
    visit(name, .parameter, &tensor)
    self = tensor
  }
}

extension Dense.Description {
  package init(reading reader: SettingsReader) throws(ConfigurationError) {
    units = try reader.integer("units", in: 1...1_000_000)
    hasBias = try reader.boolean("bias")
    kernelInitializer = try readInitializer(reader)
    try reader.finish()
  }
}
