package import Configuration
package import Tensors

/// The exact transpose of a convolution, from the smaller image to the larger: each input pixel
/// adds a kernel to the output around it.
package struct Conv2DTranspose: RectifyingLayer {
  package static let kind = "conv2d_transpose"

  package struct Description: LayerDescription {
    package var settings: ConvolutionSettings

    package init(_ settings: ConvolutionSettings) {
      self.settings = settings
    }

    package init(reading reader: SettingsReader) throws(ConfigurationError) {
      settings = try ConvolutionSettings(reading: reader)
    }

    package func makeLayer(
      input: Shape, random: inout RandomStream
    ) throws(ShapeError) -> any Layer {
      let image = try input.asImage(for: kind)
      return Conv2DTranspose(
        weights: try ConvolutionWeights(
          settings, inputs: settings.filters, outputs: image.channels,
          geometry: settings.window.geometry(
            transposingRows: image.rows, columns: image.columns),
          kind: kind, random: &random))
    }
  }

  /// Those of the convolution whose transpose this is: its input is this layer's output.
  private var weights: ConvolutionWeights

  init(weights: ConvolutionWeights) {
    self.weights = weights
  }

  package var outputShape: Shape {
    [weights.geometry.rows.input, weights.geometry.columns.input, weights.kernel.shape[2]]
  }

  package var settings: String { weights.description }

  package var multiplyAdds: Int { weights.multiplyAdds }

  package mutating func forward(
    _ input: consuming Tensor, _ pass: inout ForwardPass
  ) -> LayerOutput {
    let (kernel, geometry, precision) = (weights.kernel, weights.geometry, pass.precision)
    let output = convolutionInputGradient(
      input, kernel: kernel, geometry: geometry, precision: precision,
      finish: Finish(bias: weights.bias, slope: pass.fusion.outputSlope))
    return LayerOutput(output, of: input, hasBias: weights.bias != nil) { input in
      convolutionInputGradient(input, kernel: kernel, geometry: geometry, precision: precision)
    } transpose: { outputGradient in
      convolution(
        outputGradient, kernel: kernel, geometry: geometry, precision: precision)
    } kernelGradient: { input, outputGradient in
      convolutionKernelGradient(
        input: outputGradient, outputGradient: input, geometry: geometry, precision: precision)
    }
  }

  package mutating func visitTensors(_ visit: (String, TensorRole, inout Tensor) -> Void) {
    weights.visitTensors(visit)
  }
}
