package import Tensors

/// One differentiable step of a network: a value that holds its settings and its tensors.
package protocol Layer: Sendable {
  /// The layer's name in recipes, for example `conv2d`.
  static var kind: String { get }
  /// The shape of one output sample.
  var outputShape: Shape { get }
  /// What is not to be seen in the shapes, for a table: `5×5, stride 2, same`; empty if nothing.
  var settings: String { get }
  /// The multiplications that are added up for one sample in one pass: forward, the gradient by the
  /// input, or that by the parameters.
  ///
  /// Counted as published figures are: the taps of a convolution on its padding too, and nothing
  /// but dense and convolution layers.
  var multiplyAdds: Int { get }
  /// Whether in training one sample of a batch changes what the others give; false unless a layer
  /// says so.
  var couplesSamples: Bool { get }
  /// Whether its output comes with a `LayerTangent`, which penalties on gradients need; true unless
  /// a layer says otherwise.
  var hasTangent: Bool { get }

  /// The output for a batch, and the function that takes gradients back from it.
  ///
  /// The input is the layer's own: its storage becomes the output's where nobody else holds it.
  mutating func forward(_ input: consuming Tensor, _ pass: inout ForwardPass) -> LayerOutput

  /// Visits every tensor in place, always in the same order and under the same name.
  mutating func visitTensors(_ visit: (String, TensorRole, inout Tensor) -> Void)
}

extension Layer {
  package var multiplyAdds: Int { 0 }
  package var couplesSamples: Bool { false }
  package var hasTangent: Bool { true }

  package mutating func visitTensors(_ visit: (String, TensorRole, inout Tensor) -> Void) {}
}

/// What becomes of a layer's tensor in training.
package enum TensorRole: Sendable {
  /// Changed by the optimizer along its gradient.
  case parameter
  /// Changed by the forward pass, such as a moving mean.
  case statistic
}

/// How layers are to behave in one pass, and what they draw from.
package struct ForwardPass: Sendable {
  package enum Mode: Sendable {
    /// Dropout drops, batch normalisation uses and follows the statistics of the batch.
    case training
    /// Dropout passes everything, batch normalisation uses its moving statistics.
    case inference
  }

  package var mode: Mode
  /// What dropout draws its masks from; moved on by each layer that draws.
  package var random: RandomStream
  /// To which products and convolutions round their operands, also on the way back.
  package let precision: Precision
  /// How the layer that is running works together with its neighbours.
  var fusion = Fusion.none

  package init(mode: Mode, random: RandomStream, precision: Precision = .float32) {
    self.mode = mode
    self.random = random
    self.precision = precision
  }

  package static func training(
    random: RandomStream, precision: Precision = .float32
  ) -> ForwardPass {
    ForwardPass(mode: .training, random: random, precision: precision)
  }

  /// Nothing is drawn in this mode.
  package static func inference(precision: Precision = .float32) -> ForwardPass {
    ForwardPass(mode: .inference, random: RandomStream(key: 0), precision: precision)
  }
}

/// Which gradients are wanted; the others are not computed.
package struct GradientRequest: Sendable, Hashable {
  package var input: Bool
  package var parameters: Bool

  package init(input: Bool, parameters: Bool) {
    self.input = input
    self.parameters = parameters
  }

  /// To train the network itself.
  package static let parameters = GradientRequest(input: false, parameters: true)
  /// To train what is before the network, which stays as it is.
  package static let input = GradientRequest(input: true, parameters: false)
  package static let all = GradientRequest(input: true, parameters: true)
}

/// The gradients of a loss by a layer's input and by its parameters.
package struct LayerGradients: Sendable {
  /// Nil if it was not asked for.
  package var input: Tensor?
  /// One for each parameter, in the order of `visitTensors`; none if they were not asked for.
  package var parameters: [Tensor]

  package init(input: Tensor?, parameters: [Tensor] = []) {
    self.input = input
    self.parameters = parameters
  }
}
