import Tensors
import Testing

@testable import Networks

struct SameBitsTests {
  @Test func `three training steps give the same bits for one, two and three workers`() throws {
    let weights = try [1, 2, 3].map { workers in
      try Workers.withCount(workers) { try weightsAfterThreeSteps() }
    }
    #expect(weights[1] == weights[0])
    #expect(weights[2] == weights[0])
  }

  /// Wide enough that each operation is cut into several pieces.
  private func weightsAfterThreeSteps() throws -> [NamedTensor] {
    var random = RandomStream(seed: 2, purpose: .weights)
    var network = try Network(
      name: "generator", inputShape: [40],
      layers: [
        Dense.Description(units: 8 * 8 * 24), Reshape.Description(target: [8, 8, 24]),
        BatchNormalization.Description(), SELU.Description(), Dropout.Description(rate: 0.3),
        Conv2DTranspose.Description(
          ConvolutionSettings(
            filters: 8, window: ConvolutionWindow(size: 3, stride: 2, padding: .same))),
        LeakyReLU.Description(),
        Conv2D.Description(
          ConvolutionSettings(filters: 2, window: ConvolutionWindow(size: 3, padding: .same))),
        Tanh.Description(),
      ], random: &random)
    var optimizer = Adam()
    var pass = ForwardPass.training(random: RandomStream(seed: 2, purpose: .dropout))
    for _ in 0..<3 {
      let input = Tensor(normal: [20, 40], mean: 0, deviation: 1, using: &random)
      let result = network.forward(input, &pass)
      optimizer.update(&network, along: result.backward(result.output, .parameters))
    }
    return network.tensors
  }
}
