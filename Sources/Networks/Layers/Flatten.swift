package import Configuration
package import Tensors

/// Makes a vector of each sample, in the order row, column, channel.
package struct Flatten: Layer {
  package static let kind = "flatten"

  package struct Description: LayerDescription {
    package init() {}

    package func makeLayer(
      input: Shape, random: inout RandomStream
    ) throws(ShapeError) -> any Layer {
      Flatten(inputShape: input)
    }
  }

  private let inputShape: Shape

  init(inputShape: Shape) {
    self.inputShape = inputShape
  }

  package var outputShape: Shape { [inputShape.count] }

  package var settings: String { "" }

  package mutating func forward(
    _ input: consuming Tensor, _ pass: inout ForwardPass
  ) -> LayerOutput {
    let (shape, outputShape) = (input.shape, outputShape.batched(input.shape[0]))
    return LayerOutput(input.reshaped(to: outputShape)) {
      $0.reshaped(to: outputShape)
    } transpose: {
      $0.reshaped(to: shape)
    }
  }
}

extension Flatten.Description {
  package init(reading reader: SettingsReader) throws(ConfigurationError) {
    try reader.finish()
  }
}
