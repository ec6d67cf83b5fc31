package import Configuration
package import Tensors

/// A bank of kernels moved over an image: `y[b,r,c,o] = Σ x[b, r·s + i − p, c·s + j − q, n] ·
/// kernel[i,j,n,o] + bias[o]`.
package struct Conv2D: Layer {
  package static let kind = "conv2d"

  package struct Description: LayerDescription {
    package var filters: Int
    package var window: ConvolutionWindow
    package var hasBias: Bool
    package var kernelInitializer: any Initializer

    package init(
      filters: Int, window: ConvolutionWindow, hasBias: Bool = true,
      kernelInitializer: any Initializer = .glorotUniform
    ) {
      self.filters = filters
      self.window = window
      self.hasBias = hasBias
      self.kernelInitializer = kernelInitializer
    }

    package func makeLayer(
      input: Shape, random: inout RandomStream
    ) throws(ShapeError) -> any Layer {
      let image = try input.asImage(for: kind)
      let geometry = window.geometry(convolvingRows: image.rows, columns: image.columns)
      guard geometry.rows.output > 0, geometry.columns.output > 0 else {
        throw ShapeError(
          kind: kind,
          problem: "its kernel \(window.height)×\(window.width) is larger than the image, \(input)")
      }
      let shape = try Shape([window.height, window.width, image.channels, filters])
        .bounded(as: "kernel", of: kind)
      let kernel = kernelInitializer.makeTensor(
        shape,
        fans: Fans(inputs: window.area * image.channels, outputs: window.area * filters),
        using: &random)
      return Conv2D(
        kernel: kernel, bias: hasBias ? Tensor(zeros: [filters]) : nil, window: window,
        geometry: geometry)
    }
  }

  /// `[height, width, inputs, outputs]`.
  private var kernel: Tensor
  private var bias: Tensor?
  private let window: ConvolutionWindow
  private let geometry: ConvolutionGeometry

  init(kernel: Tensor, bias: Tensor?, window: ConvolutionWindow, geometry: ConvolutionGeometry) {
    self.kernel = kernel
    self.bias = bias
    self.window = window
    self.geometry = geometry
  }

  package var outputShape: Shape {
    [geometry.rows.output, geometry.columns.output, kernel.shape[3]]
  }

  package var settings: String { window.description + (bias == nil ? ", no bias" : "") }

  package mutating func forward(_ input: Tensor, _ pass: inout ForwardPass) -> LayerOutput {
    var output = convolution(input, kernel: kernel, geometry: geometry)
    if let bias { output.addToRows(bias) }
    let (kernel, hasBias, geometry) = (kernel, bias != nil, geometry)
    return LayerOutput(output) { outputGradient, request in
      var parameters: [Tensor] = []
      if request.parameters {
        parameters.append(
          convolutionKernelGradient(
            input: input, outputGradient: outputGradient, geometry: geometry))
        if hasBias { parameters.append(Tensor(rounding: outputGradient.columnSums())) }
      }
      return LayerGradients(
        input: request.input
          ? convolutionInputGradient(outputGradient, kernel: kernel, geometry: geometry) : nil,
        parameters: parameters)
    }
  }

  package mutating func visitTensors(_ visit: (String, TensorRole, inout Tensor) -> Void) {
    visit("kernel", .parameter, &kernel)
    bias.visit("bias", visit)
  }
}

extension Conv2D.Description {
  package init(reading reader: SettingsReader) throws(ConfigurationError) {
    filters = try reader.integer("filters", in: 1...65_536)
    window = try ConvolutionWindow(reading: reader)
    hasBias = try reader.boolean("bias")
    kernelInitializer = try readInitializer(reader)
    try reader.finish()
  }
}
