package import Configuration
package import Tensors

/// The positive part of its input.
package struct ReLU: Rectifier {
  package static let kind = "relu"

  package struct Description: LayerDescription {
    package init() {}

    package func makeLayer(
      input: Shape, random: inout RandomStream
    ) throws(ShapeError) -> any Layer {
      ReLU(outputShape: input)
    }
  }

  let slope: Float = 0
  package let outputShape: Shape

  package var settings: String { "" }
}

extension ReLU.Description {
  package init(reading reader: SettingsReader) throws(ConfigurationError) {
    try reader.finish()
  }
}
