package import Configuration
package import Tensors

/// A bank of kernels moved over an image: `y[b,r,c,o] = Σ x[b, r·s + i − p, c·s + j − q, n] ·
/// kernel[i,j,n,o] + bias[o]`.
package struct Conv2D: RectifyingLayer {
  package static let kind = "conv2d"

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
      let window = settings.window
      let geometry = window.geometry(convolvingRows: image.rows, columns: image.columns)
      guard geometry.rows.output > 0, geometry.columns.output > 0 else {
        throw ShapeError(
          kind: kind,
          problem: "its kernel \(window.height)×\(window.width) is larger than the image, \(input)")
      }
      return Conv2D(
        weights: try ConvolutionWeights(
          settings, inputs: image.channels, outputs: settings.filters, geometry: geometry,
          kind: kind, random: &random))
    }
  }

  private var weights: ConvolutionWeights

  init(weights: ConvolutionWeights) {
    self.weights = weights
  }

  package var outputShape: Shape {
    [weights.geometry.rows.output, weights.geometry.columns.output, weights.kernel.shape[3]]
  }

  package var settings: String { weights.description }

  package var multiplyAdds: Int { weights.multiplyAdds }

  package mutating func forward(
    _ input: consuming Tensor, _ pass: inout ForwardPass
  ) -> LayerOutput {
    let (kernel, geometry, precision) = (weights.kernel, weights.geometry, pass.precision)
    let output = convolution(
      input, kernel: kernel, geometry: geometry, precision: precision,
      finish: Finish(bias: weights.bias, slope: pass.fusion.outputSlope))
    return LayerOutput(output, of: input, hasBias: weights.bias != nil) { input in
      convolution(input, kernel: kernel, geometry: geometry, precision: precision)
    } transpose: { outputGradient in
      convolutionInputGradient(
        outputGradient, kernel: kernel, geometry: geometry, precision: precision)
    } kernelGradient: { input, outputGradient in
      convolutionKernelGradient(
        input: input, outputGradient: outputGradient, geometry: geometry, precision: precision)
    }
  }

  package mutating func visitTensors(_ visit: (String, TensorRole, inout Tensor) -> Void) {
    weights.visitTensors(visit)
  }
}
