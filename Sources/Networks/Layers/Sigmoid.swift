package import Configuration
package import Tensors

/// The logistic function, for outputs in 0…1.
package struct Sigmoid: Layer {
  package static let kind = "sigmoid"

  package struct Description: LayerDescription {
    package init() {}

    package func makeLayer(
      input: Shape, random: inout RandomStream
    ) throws(ShapeError) -> any Layer {
      Sigmoid(outputShape: input)
    }
  }

  package let outputShape: Shape

  package var settings: String { "" }

  package mutating func forward(
    _ input: consuming Tensor, _ pass: inout ForwardPass
  ) -> LayerOutput {
    let output = input.sigmoid()
    return LayerOutput(output) {
      output.sigmoidGradient($0)
    } secondDerivative: {
      // y (1 − y) (1 − 2y)
      var curved = output.sigmoidGradient($0)
      curved.add(curved.multiplied(by: output), scaledBy: -2)
      return curved
    }
  }
}

extension Sigmoid.Description {
  package init(reading reader: SettingsReader) throws(ConfigurationError) {
    try reader.finish()
  }
}
