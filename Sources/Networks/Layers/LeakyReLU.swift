package import Configuration
package import Tensors

/// Its input where it is positive, else `slope` times as much.
package struct LeakyReLU: Rectifier {
  package static let kind = "leaky_relu"

  package struct Description: LayerDescription {
    package var slope: Float

    /// - Parameter slope: 0 or more.
    package init(slope: Float = 0.3) {
      self.slope = slope
    }

    package func makeLayer(
      input: Shape, random: inout RandomStream
    ) throws(ShapeError) -> any Layer {
      LeakyReLU(slope: slope, outputShape: input)
    }
  }

  let slope: Float
  package let outputShape: Shape

  init(slope: Float, outputShape: Shape) {
    self.slope = slope
    self.outputShape = outputShape
  }

  package var settings: String { "slope \(slope)" }
}

extension LeakyReLU.Description {
  package init(reading reader: SettingsReader) throws(ConfigurationError) {
    slope = Float(try reader.number("slope", in: 0...1))
    try reader.finish()
  }
}
