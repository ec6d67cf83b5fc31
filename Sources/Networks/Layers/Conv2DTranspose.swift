package import Configuration
package import Tensors

/// The exact transpose of a convolution, from the smaller image to the larger: each input pixel
/// adds a kernel to the output around it.
package struct Conv2DTranspose: Layer {
  package static let kind = "conv2d_transpose"

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
      let shape = try Shape([window.height, window.width, filters, image.channels])
        .bounded(as: "kernel", of: kind)
      // Keras takes the next to last axis of any kernel for the inputs; the sum of both fans, which
      // Glorot's rule uses, is the same either way.
      let kernel = kernelInitializer.makeTensor(
        shape,
        fans: Fans(inputs: window.area * filters, outputs: window.area * image.channels),
        using: &random)
      return Conv2DTranspose(
        kernel: kernel, bias: hasBias ? Tensor(zeros: [filters]) : nil, window: window,
        geometry: window.geometry(transposingRows: image.rows, columns: image.columns))
    }
  }

  /// `[height, width, outputs, inputs]`.
  private var kernel: Tensor
  private var bias: Tensor?
  private let window: ConvolutionWindow
  /// That of the convolution whose transpose this is: its input is this layer's output.
  private let geometry: ConvolutionGeometry

  init(kernel: Tensor, bias: Tensor?, window: ConvolutionWindow, geometry: ConvolutionGeometry) {
    self.kernel = kernel
    self.bias = bias
    self.window = window
    self.geometry = geometry
  }

  package var outputShape: Shape {
    [geometry.rows.input, geometry.columns.input, kernel.shape[2]]
  }

  package var settings: String { window.description + (bias == nil ? ", no bias" : "") }

  package mutating func forward(_ input: Tensor, _ pass: inout ForwardPass) -> LayerOutput {
    var output = convolutionInputGradient(input, kernel: kernel, geometry: geometry)
    if let bias { output.addToRows(bias) }
    let (kernel, hasBias, geometry) = (kernel, bias != nil, geometry)
    return LayerOutput(output) { outputGradient, request in
      var parameters: [Tensor] = []
      if request.parameters {
        parameters.append(
          convolutionKernelGradient(
            input: outputGradient, outputGradient: input, geometry: geometry))
        if hasBias { parameters.append(Tensor(rounding: outputGradient.columnSums())) }
      }
      return LayerGradients(
        input: request.input
          ? convolution(outputGradient, kernel: kernel, geometry: geometry) : nil,
        parameters: parameters)
    }
  }

  package mutating func visitTensors(_ visit: (String, TensorRole, inout Tensor) -> Void) {
    visit("kernel", .parameter, &kernel)
    bias.visit("bias", visit)
  }
}

extension Conv2DTranspose.Description {
  package init(reading reader: SettingsReader) throws(ConfigurationError) {
    filters = try reader.integer("filters", in: 1...65_536)
    window = try ConvolutionWindow(reading: reader)
    hasBias = try reader.boolean("bias")
    kernelInitializer = try readInitializer(reader)
    try reader.finish()
  }
}
