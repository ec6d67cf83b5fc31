package import Configuration
package import Tensors

/// Gives each sample another shape of the same count; scalars keep their row-major order.
package struct Reshape: Layer {
  package static let kind = "reshape"

  package struct Description: LayerDescription {
    package var target: Shape

    package init(target: Shape) {
      self.target = target
    }

    package func makeLayer(
      input: Shape, random: inout RandomStream
    ) throws(ShapeError) -> any Layer {
      let target = try target.bounded(as: "target", of: kind)
      guard input.count == target.count else {
        throw ShapeError(
          kind: kind,
          problem: "\(target) needs \(target.count) values, got \(input.count) of \(input)")
      }
      return Reshape(outputShape: target)
    }
  }

  package let outputShape: Shape

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

extension Reshape.Description {
  package init(reading reader: SettingsReader) throws(ConfigurationError) {
    target = Shape(try reader.integers("shape", in: 1...1_000_000))
    try reader.finish()
  }
}
