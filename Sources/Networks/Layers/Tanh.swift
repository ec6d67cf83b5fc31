package import Configuration
package import Tensors

/// The hyperbolic tangent, for outputs in −1…1.
package struct Tanh: Layer {
  package static let kind = "tanh"

  package struct Description: LayerDescription {
    package init() {}

    package func makeLayer(
      input: Shape, random: inout RandomStream
    ) throws(ShapeError) -> any Layer {
      Tanh(outputShape: input)
    }
  }

  package let outputShape: Shape

  package var settings: String { "" }

  package mutating func forward(
    _ input: consuming Tensor, _ pass: inout ForwardPass
  ) -> LayerOutput {
    let output = input.tanh()
    return LayerOutput(output) {
      output.tanhGradient($0)
    } secondDerivative: {
      // −2y (1 − y²)
      var curved = output.tanhGradient($0).multiplied(by: output)
      curved.scale(by: -2)
      return curved
    }
  }
}

extension Tanh.Description {
  package init(reading reader: SettingsReader) throws(ConfigurationError) {
    try reader.finish()
  }
}
