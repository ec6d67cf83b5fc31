package import Configuration
package import Tensors

/// In training sets each value to 0 with probability `rate` and divides the others by `1 − rate`; a
/// new mask is drawn in each pass (Srivastava et al., 2014, in the inverted form).
package struct Dropout: Layer {
  package static let kind = "dropout"

  package struct Description: LayerDescription {
    /// In 0..<1.
    package var rate: Float

    package init(rate: Float) {
      self.rate = rate
    }

    package func makeLayer(
      input: Shape, random: inout RandomStream
    ) throws(ShapeError) -> any Layer {
      Dropout(rate: rate, outputShape: input)
    }
  }

  /// In 0..<1; may be changed between batches.
  package var rate: Float
  package let outputShape: Shape

  init(rate: Float, outputShape: Shape) {
    self.rate = rate
    self.outputShape = outputShape
  }

  package var settings: String { "rate \(rate)" }

  package mutating func forward(
    _ input: consuming Tensor, _ pass: inout ForwardPass
  ) -> LayerOutput {
    let slope = pass.fusion.gradientSlope
    guard pass.mode == .training, rate > 0 else {
      guard let slope else { return LayerOutput(input, derivative: { $0 }) }
      let output = input
      return LayerOutput(output, derivative: { output.leakyReLUGradient($0, slope: slope) })
    }
    var output = input
    let mask = DropoutMask(rate: rate, droppingFrom: &output, using: &pass.random)
    StepTrace.draw(.dropoutMask, mask.kept(of: output.shape))
    guard let slope else { return LayerOutput(output, derivative: { mask.applied(to: $0) }) }
    return LayerOutput(output) { [output] in
      // The rectifier first: products round in the order of the layers one by one.
      mask.applied(to: output.leakyReLUGradient($0, slope: slope))
    } transpose: { [output] in
      mask.leakyReLUGradient($0, output: output, slope: slope)
    }
  }
}

extension Dropout.Description {
  package init(reading reader: SettingsReader) throws(ConfigurationError) {
    rate = Float(try reader.number("rate", in: 0...0.95))
    try reader.finish()
  }
}
