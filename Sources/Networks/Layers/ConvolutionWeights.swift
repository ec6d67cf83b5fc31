package import Configuration
internal import Tensors

/// Every setting of a convolution layer, in either direction.
package struct ConvolutionSettings: Sendable {
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

  package init(reading reader: SettingsReader) throws(ConfigurationError) {
    filters = try reader.integer("filters", in: 1...65_536)
    window = try ConvolutionWindow(reading: reader)
    hasBias = try reader.boolean("bias")
    kernelInitializer = try readInitializer(reader)
    try reader.finish()
  }
}

/// The tensors of a convolution layer, in either direction, with the extents of the convolution.
///
/// The kernel is `[height, width, inputs, outputs]` of the convolution, the direction from the larger
/// image to the smaller; a transposed layer goes the other way with the same kernel.
struct ConvolutionWeights: Sendable {
  private(set) var kernel: Tensor
  private(set) var bias: Tensor?
  let geometry: ConvolutionGeometry
  private let window: ConvolutionWindow

  /// Fresh weights.
  ///
  /// - Parameters:
  ///   - inputs: the channels of the larger image.
  ///   - outputs: the channels of the smaller image.
  ///   - kind: the layer's name, for errors.
  init(
    _ settings: ConvolutionSettings, inputs: Int, outputs: Int, geometry: ConvolutionGeometry,
    kind: String, random: inout RandomStream
  ) throws(ShapeError) {
    window = settings.window
    self.geometry = geometry
    let shape = try Shape([window.height, window.width, inputs, outputs])
      .bounded(as: "kernel", of: kind)
    // Keras takes the next to last axis of any kernel for the inputs, also in a transposed layer; the
    // sum of both fans, which Glorot's rule uses, is the same either way.
    kernel = settings.kernelInitializer.makeTensor(
      shape, fans: Fans(inputs: window.area * inputs, outputs: window.area * outputs),
      using: &random)
    bias = settings.hasBias ? Tensor(zeros: [settings.filters]) : nil
  }

  var description: String { window.description + (bias == nil ? ", no bias" : "") }

  /// In either direction each pixel of the smaller image meets every weight once.
  var multiplyAdds: Int { geometry.rows.output * geometry.columns.output * kernel.count }

  mutating func visitTensors(_ visit: (String, TensorRole, inout Tensor) -> Void) {
    visit("kernel", .parameter, &kernel)
    bias.visit("bias", visit)
  }
}
