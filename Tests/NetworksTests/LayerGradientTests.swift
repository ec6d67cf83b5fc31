import Tensors
import Testing

@testable import Networks

/// Every gradient against central differences of the loss `Σ weights · output`.
struct LayerGradientTests {
  /// One layer with its input.
  struct Case: Sendable, CustomTestStringConvertible {
    let layer: any LayerDescription
    let input: Shape
    var mode = ForwardPass.Mode.training

    var testDescription: String { "\(layer) of \(input), \(mode)" }
  }

  static let convolutions: [Case] = [Padding.same, .valid].flatMap { padding in
    [(1, 3), (2, 2), (2, 3), (2, 5), (3, 4), (3, 2)].flatMap { stride, size in
      let window = ConvolutionWindow(size: size, stride: stride, padding: padding)
      return [true, false].flatMap { hasBias in
        [
          Case(
            layer: Conv2D.Description(
              ConvolutionSettings(filters: 2, window: window, hasBias: hasBias)),
            input: [6, 5, 2]),
          Case(
            layer: Conv2DTranspose.Description(
              ConvolutionSettings(filters: 2, window: window, hasBias: hasBias)),
            input: [3, 2, 2]),
        ]
      }
    }
  }

  static let others: [Case] = [
    Case(layer: Dense.Description(units: 4), input: [5]),
    Case(layer: Dense.Description(units: 1, hasBias: false), input: [5]),
    Case(layer: BatchNormalization.Description(), input: [3]),
    Case(layer: BatchNormalization.Description(momentum: 0.5, epsilon: 1e-5), input: [3, 2, 2]),
    Case(layer: BatchNormalization.Description(), input: [3, 2, 2], mode: .inference),
    Case(layer: MinibatchDeviation.Description(), input: [4]),
    Case(layer: MinibatchDeviation.Description(epsilon: 1e-2), input: [2, 3, 2]),
    Case(layer: LeakyReLU.Description(), input: [7]),
    Case(layer: LeakyReLU.Description(slope: 0), input: [7]),
    Case(layer: ReLU.Description(), input: [7]),
    Case(layer: SELU.Description(), input: [7]),
    Case(layer: Tanh.Description(), input: [7]),
    Case(layer: Sigmoid.Description(), input: [7]),
    Case(layer: Dropout.Description(rate: 0.4), input: [7]),
    Case(layer: Dropout.Description(rate: 0.4), input: [7], mode: .inference),
    Case(layer: Flatten.Description(), input: [2, 3, 2]),
    Case(layer: Reshape.Description(target: [3, 4]), input: [2, 3, 2]),
  ]

  /// With a step of 1e-2 the cubic term of the difference is below 1e-3 for all of these functions,
  /// and rounding, some 1e-6 of the loss over the step, below 2e-4.
  let step: Float = 1e-2
  let tolerance = 1e-3

  @Test(arguments: convolutions + others)
  func `the gradients are the slopes of the loss`(_ layer: Case) throws {
    var random = RandomStream(seed: 4, purpose: .weights)
    let network = try Network(
      name: "n", inputShape: layer.input, layers: [layer.layer], random: &random)
    let input = awayFromKinks(
      Tensor(normal: layer.input.batched(3), mean: 0, deviation: 1, using: &random))
    let weights = Tensor(
      normal: network.outputShape.batched(3), mean: 0, deviation: 1, using: &random)

    var (trained, pass) = (network, ForwardPass(mode: layer.mode, random: random))
    let gradients = trained.forward(input, &pass).backward(weights, .all)

    let inputSlopes = slopes(of: input, step: step) { value in
      loss(network, value, weights, layer.mode, random)
    }
    #expect(distance(try #require(gradients.input).scalars, inputSlopes) < tolerance)

    var parameters: [Tensor] = []
    var shifted = network
    shifted.visitParameters { _, tensor in parameters.append(tensor) }
    try #require(parameters.count == gradients.parameters.count)
    for (number, parameter) in parameters.enumerated() {
      let parameterSlopes = slopes(of: parameter, step: step) { value in
        shifted.visitParameters { if $0 == number { $1 = value } }
        return loss(shifted, input, weights, layer.mode, random)
      }
      shifted.visitParameters { if $0 == number { $1 = parameter } }
      #expect(distance(gradients.parameters[number].scalars, parameterSlopes) < tolerance)
    }
  }

  /// The loss `Σ weights · output`, added up in double precision.
  private func loss(
    _ network: Network, _ input: Tensor, _ weights: Tensor, _ mode: ForwardPass.Mode,
    _ random: RandomStream
  ) -> Double {
    var pass = ForwardPass(mode: mode, random: random)
    let output = network.outputOnly(input, &pass)
    return zip(output.scalars, weights.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }

  /// Moves values near 0, where rectifiers have no slope, further away than the step.
  private func awayFromKinks(_ tensor: Tensor) -> Tensor {
    Tensor(
      tensor.shape,
      scalars: tensor.scalars.map { abs($0) < 2 * step ? $0.sign == .minus ? -0.1 : 0.1 : $0 })
  }
}
