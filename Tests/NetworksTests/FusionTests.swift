import Tensors
import Testing

@testable import Networks

/// Layers that work together give the bits of the layers one by one.
struct FusionTests {
  struct Sequence: Sendable, CustomTestStringConvertible {
    let layers: [any LayerDescription]
    let input: Shape
    var testDescription: String {
      layers.map { type(of: $0) }.map { "\($0)" }.joined(separator: ", ")
    }
  }

  private static let convolution = Conv2D.Description(
    ConvolutionSettings(filters: 16, window: ConvolutionWindow(size: 3, padding: .same)))
  private static let transposed = Conv2DTranspose.Description(
    ConvolutionSettings(filters: 16, window: ConvolutionWindow(size: 5, stride: 2, padding: .same)))
  private static let dropout = Dropout.Description(rate: 0.4)

  static let sequences: [Sequence] = [
    Sequence(layers: [convolution, LeakyReLU.Description(slope: 0.2), dropout], input: [6, 5, 3]),
    Sequence(
      layers: [transposed, ReLU.Description(), convolution, LeakyReLU.Description()],
      input: [4, 4, 16]),
    Sequence(layers: [Dense.Description(units: 9), ReLU.Description(), dropout], input: [7]),
    Sequence(layers: [Dense.Description(units: 9), dropout, ReLU.Description()], input: [7]),
    Sequence(
      layers: [
        convolution, BatchNormalization.Description(), LeakyReLU.Description(), dropout,
        Flatten.Description(), Dense.Description(units: 1),
      ], input: [6, 5, 3]),
    // Rectifiers with nothing before them that could do their work.
    Sequence(
      layers: [LeakyReLU.Description(slope: 0.2), LeakyReLU.Description(slope: 0.1), dropout],
      input: [50]),
    Sequence(
      layers: [Dense.Description(units: 9), LeakyReLU.Description(), ReLU.Description()],
      input: [7]),
  ]

  @Test(arguments: sequences, [ForwardPass.Mode.training, .inference])
  func `outputs and gradients are those of the layers one by one`(
    _ sequence: Sequence, _ mode: ForwardPass.Mode
  ) throws {
    var random = RandomStream(seed: 1, purpose: .weights)
    var network = try Network(
      name: "n", inputShape: sequence.input, layers: sequence.layers, random: &random)
    // Biases of 0 would hide whether they are added.
    network.visitParameters { _, tensor in
      tensor.add(Tensor(normal: tensor.shape, mean: 0, deviation: 0.1, using: &random))
    }
    let input = Tensor(normal: sequence.input.batched(9), mean: 0, deviation: 1, using: &random)
    let gradient = Tensor(
      normal: network.outputShape.batched(9), mean: 0, deviation: 1, using: &random)

    var pass = ForwardPass(mode: mode, random: random)
    let alone = network.layers.reduce(into: (output: input, backwards: [LayerOutput.Backward]())) {
      var layer = $1
      let result = layer.forward($0.output, &pass)
      $0.output = result.output
      $0.backwards.append(result.backward)
    }
    let gradients = alone.backwards.reversed().reduce(into: LayerGradients(input: gradient)) {
      guard let outputGradient = $0.input else { return }
      let result = $1(outputGradient, .all)
      $0.input = result.input
      $0.parameters = result.parameters + $0.parameters
    }

    var outputOnly = ForwardPass(mode: mode, random: random)
    #expect(network.outputOnly(input, &outputOnly) == alone.output)
    var together = ForwardPass(mode: mode, random: random)
    let result = network.forward(input, &together)
    #expect(result.output == alone.output)
    #expect(together.random == pass.random)
    let found = result.backward(gradient, .all)
    #expect(found.input == gradients.input)
    #expect(found.parameters == gradients.parameters)
  }
}
