package import Configuration
package import Tensors

/// A scaled exponential line, by which activations keep mean 0 and variance 1.
package struct SELU: Layer {
  package static let kind = "selu"

  package struct Description: LayerDescription {
    package init() {}

    package func makeLayer(
      input: Shape, random: inout RandomStream
    ) throws(ShapeError) -> any Layer {
      SELU(outputShape: input)
    }
  }

  package let outputShape: Shape

  package var settings: String { "" }

  package mutating func forward(
    _ input: consuming Tensor, _ pass: inout ForwardPass
  ) -> LayerOutput {
    let output = input.selu()
    return LayerOutput(output) {
      output.seluGradient($0)
    } secondDerivative: {
      // Where it is curved, below 0, both derivatives are the same.
      var curved = output.seluGradient($0)
      curved.add(output.leakyReLUGradient(curved, slope: 0), scaledBy: -1)
      return curved
    }
  }
}

extension SELU.Description {
  package init(reading reader: SettingsReader) throws(ConfigurationError) {
    try reader.finish()
  }
}
