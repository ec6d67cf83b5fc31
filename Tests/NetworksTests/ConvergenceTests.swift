import Tensors
import Testing

@testable import Networks

struct ConvergenceTests {
  @Test(arguments: [0, 1, 2])
  func `a small network learns to tell two clouds of points apart`(_ kind: Int) throws {
    var optimizer: any Optimizer = [
      Adam(learningRate: 0.01), RMSprop(learningRate: 0.01),
      GradientDescent(learningRate: 0.1, momentum: 0.9),
    ][kind]
    var random = RandomStream(seed: 7, purpose: .weights)
    var network = try Network(
      name: "discriminator", inputShape: [2],
      layers: [
        Dense.Description(units: 16), BatchNormalization.Description(), LeakyReLU.Description(),
        Dense.Description(units: 1),
      ], random: &random)
    let half = 64
    let targets = Tensor(
      joining: [Tensor(repeating: 1, shape: [half, 1]), Tensor(zeros: [half, 1])])

    var losses: [Double] = []
    for _ in 0..<60 {
      let points = Tensor(joining: [
        Tensor(normal: [half, 2], mean: 1.5, deviation: 0.7, using: &random),
        Tensor(normal: [half, 2], mean: -1.5, deviation: 0.7, using: &random),
      ])
      var pass = ForwardPass.training(random: random)
      let result = network.forward(points, &pass)
      let loss = binaryCrossEntropy(logits: result.output, targets: targets)
      optimizer.update(&network, along: result.backward(loss.gradient, .parameters))
      losses.append(loss.mean)
    }
    // The clouds are three deviations from the border along its normal: a loss of about 0.005.
    #expect(losses[0] > 0.3)
    #expect(losses.suffix(10).allSatisfy { $0 < 0.1 })
  }
}
