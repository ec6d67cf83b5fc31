package import Configuration
package import Tensors

/// The positive part of its input.
package struct ReLU: Layer {
  package static let kind = "relu"

  package struct Description: LayerDescription {
    package init() {}

    package func makeLayer(
      input: Shape, random: inout RandomStream
    ) throws(ShapeError) -> any Layer {
      ReLU(outputShape: input)
    }
  }

  package let outputShape: Shape

  package var settings: String { "" }

  package mutating func forward(
    _ input: consuming Tensor, _ pass: inout ForwardPass
  ) -> LayerOutput {
    let output = input.leakyReLU(slope: 0)
    return LayerOutput(output) { output.leakyReLUGradient($0, slope: 0) }
  }
}

extension ReLU.Description {
  package init(reading reader: SettingsReader) throws(ConfigurationError) {
    try reader.finish()
  }
}
